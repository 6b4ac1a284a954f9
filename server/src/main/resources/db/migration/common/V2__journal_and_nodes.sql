-- The heartbeats of nodes: who runs now.
CREATE TABLE nodes (
  id      ${text} NOT NULL PRIMARY KEY,
  seen_at BIGINT NOT NULL
);

-- A refresh token that came too late to be the session's own: kept until the newer one has proved itself.
ALTER TABLE sessions ADD COLUMN orphan ${bytes};
CREATE INDEX sessions_claimed ON sessions (claim_node) WHERE claim_node IS NOT NULL;
