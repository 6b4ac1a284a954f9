-- ${text} compares byte for byte on both engines; ${bytes} is the engine's type for sealed values.
-- Times are milliseconds since 1970. Every key is random: no sequence is shared.

CREATE TABLE sessions (
  id             ${text} NOT NULL PRIMARY KEY,
  workspace      ${text} NOT NULL,
  app_key        ${text} NOT NULL,
  user_id        ${text},
  org_code       ${text},
  state          ${text} NOT NULL,
  reason         ${text},
  access_token   ${bytes},
  refresh_token  ${bytes},
  token_start    BIGINT,
  token_end      BIGINT,
  requested      ${text} NOT NULL,
  granted        ${text} NOT NULL,
  account_id     ${text},
  account_name   ${text},
  account_email  ${text},
  kept           ${bytes},
  grant_end      BIGINT,
  generation     BIGINT NOT NULL,
  fence          BIGINT NOT NULL,
  claim_node     ${text},
  claim_until    BIGINT,
  next_try       BIGINT,
  tries          INTEGER NOT NULL,
  denied_since   BIGINT,
  in_doubt_since BIGINT,
  created_at     BIGINT NOT NULL,
  connected_at   BIGINT,
  refreshed_at   BIGINT,
  due_at         BIGINT,
  superseded_by  ${text},
  metadata       ${text} NOT NULL
);
CREATE INDEX sessions_by_age ON sessions (workspace, created_at, id);
CREATE INDEX sessions_by_user ON sessions (workspace, user_id, created_at, id) WHERE user_id IS NOT NULL;
CREATE INDEX sessions_by_organisation ON sessions (workspace, org_code, created_at, id) WHERE org_code IS NOT NULL;
CREATE INDEX sessions_by_account ON sessions (app_key, account_id, state);
CREATE INDEX sessions_due ON sessions (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE flows (
  link_hash     ${text} NOT NULL PRIMARY KEY,
  workspace     ${text} NOT NULL,
  app_key       ${text} NOT NULL,
  session_id    ${text} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  number        BIGINT NOT NULL,
  version       BIGINT NOT NULL,
  kind          ${text} NOT NULL,
  callback_url  ${text} NOT NULL,
  app_state     ${text},
  user_label    ${text},
  link_end      BIGINT NOT NULL,
  browser       ${text},
  step          ${text} NOT NULL,
  state_hash    ${text},
  verifier      ${bytes},
  nonce         ${bytes},
  issuer        ${text},
  iss_promised  SMALLINT NOT NULL,
  redirect_uri  ${text},
  step_until    BIGINT,
  code_hash     ${text},
  confirm_until BIGINT,
  completed_at  BIGINT,
  slot          ${text},
  slot_account  ${text},
  error         ${text},
  description   ${text}
);
CREATE INDEX flows_by_session ON flows (session_id, number);
CREATE INDEX flows_by_code ON flows (code_hash) WHERE code_hash IS NOT NULL;
CREATE INDEX flows_unconfirmed ON flows (confirm_until) WHERE slot IS NOT NULL;
CREATE INDEX flows_holding ON flows (app_key, slot_account) WHERE slot IS NOT NULL;
CREATE UNIQUE INDEX flows_by_state ON flows (state_hash) WHERE state_hash IS NOT NULL;

CREATE TABLE events (
  id         ${text} NOT NULL PRIMARY KEY,
  workspace  ${text} NOT NULL,
  app_key    ${text} NOT NULL,
  session_id ${text} NOT NULL,
  type       ${text} NOT NULL,
  fence      BIGINT NOT NULL,
  at         BIGINT NOT NULL,
  details    ${text} NOT NULL
);
CREATE INDEX events_by_age ON events (at);

CREATE TABLE revocations (
  id            ${text} NOT NULL PRIMARY KEY,
  workspace     ${text} NOT NULL,
  app_key       ${text} NOT NULL,
  session_id    ${text} NOT NULL,
  number        BIGINT NOT NULL,
  created_at    BIGINT NOT NULL,
  account_id    ${text},
  account_name  ${text},
  account_email ${text},
  access_token  ${bytes},
  refresh_token ${bytes},
  token_start   BIGINT,
  token_end     BIGINT,
  receipt       ${text} NOT NULL,
  tries         INTEGER NOT NULL,
  due_at        BIGINT
);
CREATE INDEX revocations_by_session ON revocations (session_id, number);
CREATE INDEX revocations_due ON revocations (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX revocations_ended ON revocations (created_at) WHERE due_at IS NULL;

CREATE TABLE clients (
  id         ${text} NOT NULL PRIMARY KEY,
  workspace  ${text} NOT NULL,
  document   ${text} NOT NULL,
  managed_by ${text} NOT NULL
);

CREATE TABLE providers (
  id         ${text} NOT NULL PRIMARY KEY,
  yaml       ${text} NOT NULL,
  managed_by ${text} NOT NULL
);

CREATE TABLE apps (
  app_key       ${text} NOT NULL PRIMARY KEY,
  folded_key    ${text} NOT NULL UNIQUE,
  workspace     ${text} NOT NULL,
  document      ${text} NOT NULL,
  client_secret ${bytes},
  managed_by    ${text} NOT NULL
);

CREATE TABLE signing_keys (
  kid         ${text} NOT NULL PRIMARY KEY,
  place       ${text} NOT NULL UNIQUE,
  private_key ${bytes} NOT NULL,
  created_at  BIGINT NOT NULL
);

CREATE TABLE installation (
  name  ${text} NOT NULL PRIMARY KEY,
  value ${bytes} NOT NULL
);
