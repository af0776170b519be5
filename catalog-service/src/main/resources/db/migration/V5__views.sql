-- Tables and views share their names.
ALTER TABLE iceberg_table RENAME TO relation;
ALTER TABLE relation ADD COLUMN kind text NOT NULL DEFAULT 'table' CHECK (kind IN ('table', 'view'));
ALTER TABLE relation ALTER COLUMN kind DROP DEFAULT;
