-- What a change of an app or a client has to have seen, and when they were made and changed.
ALTER TABLE apps ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE apps ADD COLUMN created_at BIGINT;
ALTER TABLE apps ADD COLUMN changed_at BIGINT;
-- When the client secret was set last.
ALTER TABLE apps ADD COLUMN secret_at BIGINT;
ALTER TABLE clients ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE clients ADD COLUMN created_at BIGINT;
