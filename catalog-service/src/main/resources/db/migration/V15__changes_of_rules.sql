-- What each change of the rules was about, so that whoever knows the rules before it reads no more than what changed.
CREATE TABLE rule_change (
  version bigint PRIMARY KEY,
  -- Securables of which alone something changed that is said of each by itself; null when any rule may have changed.
  alone text[]
);
CREATE INDEX relation_full_name ON relation ((catalog || '.' || namespace || '.' || name));
