-- The commit since which no row of the newest snapshot was computed so; null while one is. Older snapshots still hold such rows.
ALTER TABLE column_lineage ADD COLUMN until bigint;
