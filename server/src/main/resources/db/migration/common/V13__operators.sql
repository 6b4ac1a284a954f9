-- Who may work at the console.
CREATE TABLE operators (
  id            ${text} NOT NULL PRIMARY KEY,
  login         ${text} NOT NULL UNIQUE,
  name          ${text} NOT NULL,
  role          ${text} NOT NULL,
  password_hash ${text},
  totp          ${bytes},
  totp_step     BIGINT NOT NULL,
  created_at    BIGINT NOT NULL,
  version       BIGINT NOT NULL
);

-- Links that set a password; without an operator, the one that makes the first administrator.
CREATE TABLE operator_links (
  hash        ${text} NOT NULL PRIMARY KEY,
  operator_id ${text},
  until       BIGINT NOT NULL
);

CREATE TABLE console_sessions (
  hash        ${text} NOT NULL PRIMARY KEY,
  operator_id ${text} NOT NULL,
  complete    SMALLINT NOT NULL,
  created_at  BIGINT NOT NULL,
  seen_at     BIGINT NOT NULL,
  proven_at   BIGINT NOT NULL,
  address     ${text} NOT NULL,
  client      ${text} NOT NULL
);
CREATE INDEX console_sessions_of ON console_sessions (operator_id);

-- Sign-ins tried in vain, by the hash of whom and from where.
CREATE TABLE sign_in_tries (
  subject ${text} NOT NULL PRIMARY KEY,
  tries   BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  next_at BIGINT NOT NULL
);
