package dev.carabiner.server.providers;

import java.util.Locale;

/// The members of a token answer that may be elsewhere.
public enum AnswerField {
  ACCESS_TOKEN,
  REFRESH_TOKEN,
  EXPIRES_IN,
  REFRESH_EXPIRES_IN,
  SCOPE,
  TOKEN_TYPE;

  /// The catalogue's key.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
