-- Who an operator is at the company's OpenID provider; empty for who has a password.
ALTER TABLE operators ADD COLUMN issuer ${text};
ALTER TABLE operators ADD COLUMN subject ${text};
ALTER TABLE operators ADD COLUMN address ${text};

-- Sign-ins at that provider that have been used, by the hash of their state.
CREATE TABLE console_used_states (
  hash  ${text} NOT NULL PRIMARY KEY,
  until BIGINT NOT NULL
);
