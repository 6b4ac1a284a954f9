-- Whose a custom provider is; null for those of the settings file, which are everybody's.
ALTER TABLE providers ADD COLUMN workspace ${text};
