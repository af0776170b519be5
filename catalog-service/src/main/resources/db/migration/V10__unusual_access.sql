-- What is usual for each principal, from the audit events.
CREATE TABLE access_profile (
  principal text PRIMARY KEY,
  profile   jsonb NOT NULL
);

-- Up to where the audit topic is in the profiles: each event counts once.
CREATE TABLE access_watch (
  topic       text PRIMARY KEY,
  next_offset bigint NOT NULL
);

CREATE TABLE unusual_access (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  principal text NOT NULL,
  kind      text NOT NULL,
  at        timestamptz NOT NULL,
  detail    text NOT NULL
);
CREATE INDEX unusual_access_at ON unusual_access (at);
