-- Requests that clients may send again: what came of them. A done one is written in the transaction
-- that did it.
CREATE TABLE request_key (
  value      uuid PRIMARY KEY,
  principal  text NOT NULL,
  request    text NOT NULL,
  refusal    text,
  came_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX request_key_came_at ON request_key (came_at);
