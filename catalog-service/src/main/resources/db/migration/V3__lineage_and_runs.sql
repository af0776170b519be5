-- Read side of lineage, kept by the transaction of each commit; the history of it is table_commit.
CREATE TABLE table_lineage (
  output            text NOT NULL,
  input             text NOT NULL,
  snapshot_id       bigint NOT NULL,
  input_snapshot_id bigint NOT NULL,
  run_id            text,
  PRIMARY KEY (output, input)
);
CREATE INDEX table_lineage_input ON table_lineage (input);

-- Which columns the rows that are in a table now were computed from; a path leads into a column.
CREATE TABLE column_lineage (
  output        text NOT NULL,
  output_column text NOT NULL,
  input         text NOT NULL,
  input_path    text NOT NULL,
  PRIMARY KEY (output, output_column, input, input_path)
);
CREATE INDEX column_lineage_input ON column_lineage (input, input_path);

CREATE TABLE run (
  run_id   text PRIMARY KEY,
  step     text NOT NULL,
  ended_at timestamptz NOT NULL,
  run      jsonb NOT NULL
);
CREATE INDEX run_step ON run (step, ended_at DESC);
CREATE INDEX run_ended ON run (ended_at DESC);
