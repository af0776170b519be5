CREATE TABLE catalog (
  name       text PRIMARY KEY,
  location   text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE namespace (
  catalog    text NOT NULL REFERENCES catalog,
  name       text NOT NULL,
  properties jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (catalog, name)
);

-- The pointer. Its row lock orders the commits of a table.
CREATE TABLE iceberg_table (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  catalog           text NOT NULL,
  namespace         text NOT NULL,
  name              text NOT NULL,
  uuid              uuid NOT NULL,
  metadata_location text NOT NULL,
  sequence          bigint NOT NULL DEFAULT 0,
  created_at        timestamptz NOT NULL DEFAULT now(),
  UNIQUE (catalog, namespace, name),
  FOREIGN KEY (catalog, namespace) REFERENCES namespace
);

-- One row per snapshot that became the table's state. It outlives the table: lineage and audit read it.
-- The ends of the newest row are the positions a writer must continue from.
CREATE TABLE table_commit (
  table_id           bigint NOT NULL,
  sequence           bigint NOT NULL,
  table_name         text NOT NULL,
  table_uuid         uuid NOT NULL,
  snapshot_id        bigint NOT NULL,
  parent_snapshot_id bigint,
  operation          text NOT NULL,
  committed_at       timestamptz NOT NULL,
  principal          text NOT NULL,
  added_rows         bigint NOT NULL,
  removed_rows       bigint NOT NULL,
  total_rows         bigint NOT NULL,
  data_files         bigint NOT NULL,
  run_id             text,
  manifest_version   bigint,
  accepted_up_to     timestamptz,
  reach              jsonb NOT NULL,
  ends               jsonb NOT NULL,
  inputs             jsonb NOT NULL,
  column_lineage     jsonb NOT NULL,
  summary            jsonb NOT NULL,
  PRIMARY KEY (table_id, sequence)
);
CREATE INDEX table_commit_snapshot ON table_commit (table_id, snapshot_id, sequence);
CREATE INDEX table_commit_name ON table_commit (table_name, sequence);
CREATE INDEX table_commit_run ON table_commit (run_id) WHERE run_id IS NOT NULL;

-- Events that belong to a change of this database. The relay deletes a row once Kafka has acknowledged it.
CREATE TABLE outbox (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic      text NOT NULL,
  key        text NOT NULL,
  type       text NOT NULL,
  sequence   bigint NOT NULL,
  payload    text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
