package dev.carabiner.server.oauth;

import java.util.Optional;

/// The account at the provider that a grant belongs to, as the provider tells it.
///
/// @param id stable and unique at that provider, 1 to 255 characters
public record Account(String id, Optional<String> name, Optional<String> email) {
  private static final int MAX_ID = 255;

  public Account {
    if (id.isEmpty() || id.length() > MAX_ID)
      throw new IllegalArgumentException("an account's id has 1 to 255 characters");
  }
}
