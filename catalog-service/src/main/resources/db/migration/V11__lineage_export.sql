-- Commits and ends of runs that are still to be told as OpenLineage, in the order of each table.
CREATE TABLE lineage_export (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  table_name text NOT NULL,
  sequence   bigint,
  run_id     text,
  created_at timestamptz NOT NULL DEFAULT now(),
  refusal    text
);

-- Lineage as of a snapshot goes from commit to commit by these.
CREATE INDEX table_commit_name_snapshot ON table_commit (table_name, snapshot_id);
