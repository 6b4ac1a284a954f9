-- Since when an app is being deleted: gone for everybody, kept for its revocations at the provider.
ALTER TABLE apps ADD COLUMN deleted_at BIGINT;

-- Whether a refresh was open or in doubt when the session ended: a newer token than these may live.
ALTER TABLE revocations ADD COLUMN doubtful SMALLINT NOT NULL DEFAULT 0;
-- When the receipt came to be what it is.
ALTER TABLE revocations ADD COLUMN since BIGINT;
UPDATE revocations SET since = created_at;
-- Why the last try did not end it, and where the user can end the grant.
ALTER TABLE revocations ADD COLUMN reason ${text};
ALTER TABLE revocations ADD COLUMN page ${text};
CREATE INDEX revocations_open ON revocations (app_key) WHERE due_at IS NOT NULL;
