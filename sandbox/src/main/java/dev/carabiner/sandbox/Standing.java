package dev.carabiner.sandbox;

/** What a presented access token is worth. */
sealed interface Standing {
  record Good(AccessToken token, Grant grant) implements Standing {}

  /** Unknown, expired, revoked, or of a grant that has ended. */
  record Dead(String reason) implements Standing {}
}
