CREATE TABLE alert (
  name   text PRIMARY KEY,
  firing boolean NOT NULL,
  since  timestamptz NOT NULL,
  detail text NOT NULL
);

-- Changes of state that a webhook must still hear of.
CREATE TABLE alert_notice (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  alert      text NOT NULL,
  webhook    text NOT NULL,
  body       text NOT NULL,
  attempts   int NOT NULL DEFAULT 0,
  attempt_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX alert_notice_due ON alert_notice (attempt_at);
