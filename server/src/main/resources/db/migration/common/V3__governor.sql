-- What all nodes know of a gate: one client at one token host.
CREATE TABLE gates (
  host          ${text} NOT NULL,
  client        ${text} NOT NULL,
  version       BIGINT NOT NULL,
  state         ${text} NOT NULL,
  since         BIGINT,
  until         BIGINT,
  node          ${text},
  trouble_since BIGINT,
  strikes       INTEGER NOT NULL,
  why           ${text},
  lone          ${text},
  outage        INTEGER NOT NULL,
  PRIMARY KEY (host, client)
);
