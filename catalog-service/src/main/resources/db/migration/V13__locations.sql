-- Where a table's files lie, by which a request for one of them finds its table.
ALTER TABLE relation ADD COLUMN location text;
UPDATE relation SET location = regexp_replace(metadata_location, '/metadata/[^/]*$', '') WHERE kind = 'table';
CREATE INDEX relation_location ON relation (location);
