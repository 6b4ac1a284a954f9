-- Since when a session is in its state, by the store's clock; not known of those from before, until they change.
ALTER TABLE sessions ADD COLUMN state_since BIGINT;

-- What the overview asks: whose grants are over, the newest first, and which end soon. Both indexes hold few sessions, and
-- an ordinary refresh writes into neither.
CREATE INDEX sessions_over ON sessions (workspace, state_since, app_key, reason) WHERE state = 'needs_reconnect';
CREATE INDEX sessions_ending ON sessions (workspace, forecast_for) WHERE state = 'connected' AND forecast_for IS NOT NULL;
