-- Apps whose client credentials their provider refuses: at most one alarm each.
CREATE TABLE app_alarms (
  app_key     ${text} NOT NULL PRIMARY KEY,
  workspace   ${text} NOT NULL,
  fingerprint ${text} NOT NULL,
  error       ${text} NOT NULL,
  since       BIGINT NOT NULL,
  next_probe  BIGINT NOT NULL
);

-- What providers have shown of their rotation of refresh tokens.
CREATE TABLE rotation_lessons (
  provider ${text} NOT NULL PRIMARY KEY,
  rotates  SMALLINT NOT NULL
);
