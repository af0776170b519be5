-- Where a client may write that has asked for a table's metadata and not made the table yet.
CREATE TABLE staged_table (
  location   text PRIMARY KEY,
  table_name text NOT NULL,
  principal  text NOT NULL,
  staged_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX staged_table_name ON staged_table (table_name, principal);
