-- Clients that were registered by program, each at one authorization server only. A row without a
-- client is the right to register it, until its time is over.
CREATE TABLE registered_clients (
  app_key          ${text} NOT NULL,
  issuer           ${text} NOT NULL,
  redirect_uri     ${text} NOT NULL,
  client_id        ${text},
  client_secret    ${bytes},
  authentication   ${text},
  scopes           ${text},
  secret_end       BIGINT,
  management_uri   ${text},
  management_token ${bytes},
  taken_until      BIGINT NOT NULL,
  tries            BIGINT NOT NULL,
  PRIMARY KEY (app_key, issuer, redirect_uri)
);
