-- The connection's own template variables while its browser is at the provider, sealed.
ALTER TABLE flows ADD COLUMN kept ${bytes};
-- The accounts that a grant reaches, while the user has yet to choose one, sealed.
ALTER TABLE flows ADD COLUMN choice ${bytes};
-- What the provider is to be told with in a revocation, beside the tokens; sealed, wiped with them.
ALTER TABLE revocations ADD COLUMN kept ${bytes};
