package dev.carabiner.cli;

import java.util.Optional;

/// The steps of a replay. Which of those in the middle a provider gets depends on what its tokens
/// are like.
enum ReplayStep {
  CONNECT("connects: a code, and tokens for it"),
  READ("hands out the token, and tells whose it is"),
  KEEP("keeps a token that has no end"),
  REFRESH("renews an old token"),
  END("says that a token has ended which nothing renews"),
  CREDENTIALS_REFUSED(
      "waits while the provider refuses the client's credentials, and then goes on"),
  GRANT_WITHDRAWN("says needs_reconnect, and no other, once the user has taken the grant back"),
  CODE_REFUSED("connects nobody when the provider refuses the credentials or the code"),
  REVOKE("revokes"),
  RECEIPT("leaves nothing alive at the provider that the entry says it can end");

  private final String sentence;

  ReplayStep(String sentence) {
    this.sentence = sentence;
  }

  /// What holds when it holds.
  String sentence() {
    return sentence;
  }

  /// Its name for programs.
  String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /// How one ended.
  ///
  /// @param failed what came instead, when it did not hold
  record Outcome(ReplayStep step, Optional<String> failed) {
    boolean held() {
      return failed.isEmpty();
    }
  }
}
