-- What looking after connections needs to know: when a token was last handed out, when somebody is to look at the
-- session next, which end of the grant has been told, and which generation was checked after a report.
ALTER TABLE sessions ADD COLUMN last_read BIGINT;
ALTER TABLE sessions ADD COLUMN care_at BIGINT;
ALTER TABLE sessions ADD COLUMN forecast_for BIGINT;
ALTER TABLE sessions ADD COLUMN reported BIGINT;
CREATE INDEX sessions_care ON sessions (care_at) WHERE care_at IS NOT NULL;
UPDATE sessions SET care_at = 0 WHERE state = 'connected';
