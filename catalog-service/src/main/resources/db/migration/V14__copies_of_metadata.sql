-- Small metadata files of tables as they are now, so that loading a table need not wait for the object store.
CREATE TABLE metadata_copy (
  relation bigint PRIMARY KEY REFERENCES relation ON DELETE CASCADE,
  location text NOT NULL,
  content bytea NOT NULL
);
