-- What was said between us and providers for a session, without anything secret. Equal neighbours
-- are one row: `at` is when the last of them began, `first_at` when the first did.
CREATE TABLE exchanges (
  id          ${text} NOT NULL PRIMARY KEY,
  workspace   ${text} NOT NULL,
  app_key     ${text} NOT NULL,
  session_id  ${text} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  node        ${text} NOT NULL,
  kind        ${text} NOT NULL,
  generation  BIGINT NOT NULL,
  first_at    BIGINT NOT NULL,
  at          BIGINT NOT NULL,
  times       BIGINT NOT NULL,
  duration_ms BIGINT NOT NULL,
  method      ${text} NOT NULL,
  url         ${text} NOT NULL,
  status      INTEGER,
  outcome     ${text} NOT NULL,
  decided_by  ${text},
  decision    ${text},
  sent        ${text} NOT NULL,
  received    ${text} NOT NULL,
  alike       ${text} NOT NULL
);
CREATE INDEX exchanges_by_session ON exchanges (session_id, at, id);
CREATE INDEX exchanges_by_age ON exchanges (at);

-- How often what was done for an app, in slots of five minutes; a row for each node, so that no two
-- wait for each other. The empty app stands for reads of sessions that nobody has.
CREATE TABLE app_figures (
  workspace ${text} NOT NULL,
  app_key   ${text} NOT NULL,
  slot      BIGINT NOT NULL,
  deed      ${text} NOT NULL,
  detail    ${text} NOT NULL,
  node      ${text} NOT NULL,
  amount    BIGINT NOT NULL,
  PRIMARY KEY (workspace, app_key, slot, deed, detail, node)
);
CREATE INDEX app_figures_by_slot ON app_figures (workspace, slot);
CREATE INDEX app_figures_by_age ON app_figures (slot);

-- The slots in which a node counted: where there is none, nothing is known.
CREATE TABLE counted_slots (
  slot BIGINT NOT NULL,
  node ${text} NOT NULL,
  PRIMARY KEY (slot, node)
);

-- Calls to providers, likewise; the buckets count answers by how long they took.
CREATE TABLE call_figures (
  slot     BIGINT NOT NULL,
  provider ${text} NOT NULL,
  host     ${text} NOT NULL,
  client   ${text} NOT NULL,
  node     ${text} NOT NULL,
  calls    BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  sum_ms   BIGINT NOT NULL,
  max_ms   BIGINT NOT NULL,
  to_50    BIGINT NOT NULL,
  to_100   BIGINT NOT NULL,
  to_250   BIGINT NOT NULL,
  to_500   BIGINT NOT NULL,
  to_1000  BIGINT NOT NULL,
  to_2500  BIGINT NOT NULL,
  to_5000  BIGINT NOT NULL,
  longer   BIGINT NOT NULL,
  PRIMARY KEY (slot, provider, host, client, node)
);

-- Lists go along one state at a time and are merged, so that a rare state is found without passing
-- by the frequent ones; see docs/decisions/0040.
DROP INDEX sessions_by_age;
CREATE INDEX sessions_by_state ON sessions (workspace, state, created_at, id);
CREATE INDEX sessions_by_app ON sessions (workspace, app_key, state, created_at, id);
DROP INDEX sessions_by_user;
CREATE INDEX sessions_by_user ON sessions (workspace, user_id, state, created_at, id) WHERE user_id IS NOT NULL;
DROP INDEX sessions_by_organisation;
CREATE INDEX sessions_by_organisation ON sessions (workspace, org_code, state, created_at, id) WHERE org_code IS NOT NULL;
CREATE INDEX sessions_by_account_id ON sessions (workspace, account_id, id) WHERE account_id IS NOT NULL;
CREATE INDEX sessions_by_account_name ON sessions (workspace, lower(account_name), id) WHERE account_name IS NOT NULL;
CREATE INDEX sessions_by_account_email ON sessions (workspace, lower(account_email), id) WHERE account_email IS NOT NULL;
