-- Whose things are: whoever made them, or to whom they were given; those that services made are nobody's.
ALTER TABLE catalog ADD COLUMN owner text;
ALTER TABLE namespace ADD COLUMN owner text;
ALTER TABLE relation ADD COLUMN owner text;

-- A table that another engine wrote (outside), of which nothing tells where its rows come from (not traced),
-- is its owner's alone until somebody classifies it.
ALTER TABLE relation ADD COLUMN outside boolean NOT NULL DEFAULT false;
ALTER TABLE relation ADD COLUMN traced boolean NOT NULL DEFAULT false;
ALTER TABLE relation ADD COLUMN classified_by text;
ALTER TABLE relation ADD COLUMN classified_at timestamptz;

-- The owner as whom somebody granted, by which a grant on a table of unknown lineage counts.
ALTER TABLE access_grant ADD COLUMN as_owner text;

-- An upgrade locks nobody out: the tables there are stay readable ...
UPDATE relation SET classified_by = 'service:catalog-service', classified_at = now() WHERE kind = 'table';

-- ... whoever was granted something may use what it is in, as far as the grant itself does not say so ...
CREATE TEMPORARY TABLE granted ON COMMIT DROP AS
  SELECT g.principal, g.privilege, g.securable,
    CASE WHEN g.securable = 'metastore' THEN 'metastore' ELSE split_part(g.securable, '.', 1) END AS root,
    CASE WHEN array_length(string_to_array(g.securable, '.'), 1) < 3
           OR EXISTS (SELECT FROM namespace n WHERE n.catalog || '.' || n.name = g.securable)
         THEN g.securable ELSE regexp_replace(g.securable, '\.[^.]*$', '') END AS home
  FROM access_grant g WHERE g.privilege IN ('SELECT', 'MODIFY', 'CREATE TABLE', 'ALL PRIVILEGES');
INSERT INTO access_grant (securable, privilege, principal, granted_by)
  SELECT DISTINCT root, 'USE CATALOG', principal, 'service:catalog-service' FROM granted
  WHERE privilege <> 'ALL PRIVILEGES' OR root <> securable
  UNION
  SELECT DISTINCT home, 'USE NAMESPACE', principal, 'service:catalog-service' FROM granted
  WHERE privilege <> 'ALL PRIVILEGES' OR home <> securable
  UNION
  -- ... and whoever made namespaces by the right to make tables has the right that this needs now.
  SELECT DISTINCT securable, 'CREATE NAMESPACE', principal, 'service:catalog-service' FROM granted
  WHERE privilege = 'CREATE TABLE'
ON CONFLICT DO NOTHING;
UPDATE policy_version SET version = version + 1;
