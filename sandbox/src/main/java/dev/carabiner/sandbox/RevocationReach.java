package dev.carabiner.sandbox;

/** What the revocation of one token (RFC 7009) takes along. */
public enum RevocationReach {
  /** Only the token that was sent. */
  TOKEN,
  /** The grant it belongs to: the refresh token and every access token of one consent. */
  GRANT,
  /** Every grant that the same account gave to the same client. */
  ACCOUNT
}
