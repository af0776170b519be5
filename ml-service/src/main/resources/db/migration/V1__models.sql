-- Runs as in MLflow: one attempt of one algorithm, kept whether it won or not.
CREATE TABLE training_run (
  id          uuid PRIMARY KEY,
  model       text        NOT NULL,
  algorithm   text        NOT NULL,
  started_at  timestamptz NOT NULL,
  ended_at    timestamptz NOT NULL,
  parameters  jsonb       NOT NULL,
  metrics     jsonb       NOT NULL,
  inputs      jsonb       NOT NULL
);
CREATE INDEX training_run_by_model ON training_run (model, started_at DESC);

CREATE TABLE model_version (
  model       text        NOT NULL,
  version     int         NOT NULL,
  run_id      uuid        NOT NULL REFERENCES training_run (id),
  algorithm   text        NOT NULL,
  artifact    text        NOT NULL,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (model, version)
);
