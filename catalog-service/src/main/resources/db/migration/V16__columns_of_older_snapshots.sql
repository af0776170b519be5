-- The commit since which no row of the newest snapshot was computed so; null while one is. Older snapshots still hold such rows.
-- Where input and output are one table, two names of one column share their tags; that never ends.
ALTER TABLE column_lineage ADD COLUMN until bigint;
