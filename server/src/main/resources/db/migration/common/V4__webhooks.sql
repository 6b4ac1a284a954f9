-- Events may belong to a session, to an app, or to a workspace as a whole.
CREATE TABLE events_of_all_kinds (
  id         ${text} NOT NULL PRIMARY KEY,
  workspace  ${text} NOT NULL,
  app_key    ${text},
  session_id ${text},
  type       ${text} NOT NULL,
  fence      BIGINT NOT NULL,
  at         BIGINT NOT NULL,
  details    ${text} NOT NULL
);
INSERT INTO events_of_all_kinds (id, workspace, app_key, session_id, type, fence, at, details)
  SELECT id, workspace, app_key, session_id, type, fence, at, details FROM events;
DROP TABLE events;
ALTER TABLE events_of_all_kinds RENAME TO events;
CREATE INDEX events_by_age ON events (at);

CREATE TABLE webhooks (
  id               ${text} NOT NULL PRIMARY KEY,
  workspace        ${text} NOT NULL,
  version          BIGINT NOT NULL,
  url              ${text} NOT NULL,
  events           ${text} NOT NULL,
  stopped          ${text},
  secret           ${bytes} NOT NULL,
  secret_number    BIGINT NOT NULL,
  old_secret       ${bytes},
  old_secret_until BIGINT,
  created_at       BIGINT NOT NULL,
  failing_since    BIGINT,
  resume_at        BIGINT
);
CREATE INDEX webhooks_by_workspace ON webhooks (workspace, id);

-- What of one session, or of one app, waits for one webhook: a row only while something does. Its deliveries go out
-- one after the other. No reference to the webhook: deleting one must not get in the way of a session's commit.
CREATE TABLE webhook_lanes (
  webhook_id ${text} NOT NULL,
  lane       ${text} NOT NULL,
  workspace  ${text} NOT NULL,
  number     BIGINT NOT NULL,
  turn       BIGINT NOT NULL,
  due_at     BIGINT NOT NULL,
  PRIMARY KEY (webhook_id, lane)
);
CREATE INDEX webhook_lanes_due ON webhook_lanes (webhook_id, due_at);

CREATE TABLE webhook_deliveries (
  webhook_id  ${text} NOT NULL,
  event_id    ${text} NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  workspace   ${text} NOT NULL,
  lane        ${text} NOT NULL,
  number      BIGINT NOT NULL,
  status      ${text} NOT NULL,
  tries       INTEGER NOT NULL,
  last_status INTEGER,
  created_at  BIGINT NOT NULL,
  tried_at    BIGINT,
  next_try_at BIGINT,
  PRIMARY KEY (webhook_id, event_id)
);
CREATE INDEX webhook_deliveries_by_event ON webhook_deliveries (event_id);
CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (webhook_id, created_at, event_id);
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (webhook_id, lane, number) WHERE status = 'waiting';
