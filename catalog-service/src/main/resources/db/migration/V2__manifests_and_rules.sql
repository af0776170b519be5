-- Every version a manifest ever had; a removal is a version too. The current row is the newest.
CREATE TABLE manifest (
  kind       text NOT NULL,
  name       text NOT NULL,
  version    bigint NOT NULL,
  yaml       text NOT NULL,
  removed    boolean NOT NULL DEFAULT false,
  current    boolean NOT NULL DEFAULT true,
  applied_at timestamptz NOT NULL DEFAULT now(),
  applied_by text NOT NULL,
  PRIMARY KEY (kind, name, version)
);
CREATE UNIQUE INDEX manifest_current ON manifest (kind, name) WHERE current;

-- Grants made over REST; those of policies are read from the manifests.
CREATE TABLE access_grant (
  securable  text NOT NULL,
  privilege  text NOT NULL,
  principal  text NOT NULL,
  granted_at timestamptz NOT NULL DEFAULT now(),
  granted_by text NOT NULL,
  PRIMARY KEY (securable, privilege, principal)
);

-- Grows with every change of grants, policies, tags and of the lineage that tags travel on.
CREATE TABLE policy_version (
  id      int PRIMARY KEY CHECK (id = 1),
  version bigint NOT NULL
);
INSERT INTO policy_version VALUES (1, 1);
