package dev.carabiner.server.house;

import java.util.Set;

/// Classes whose `String` fields sound like a secret and are none, or that exist to hold one for a
/// moment.
final class NamedLikeASecret {
  static final Set<String> ALLOWED = Set.of("dev.carabiner.server.web.Problem");

  private NamedLikeASecret() {}
}
