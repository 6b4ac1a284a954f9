package dev.carabiner.server.connect.pages;

import java.net.URI;
import java.util.Set;

/// The address behind a button "Back to …".
final class WayBack {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private WayBack() {}

  /// The address itself.
  ///
  /// @throws IllegalArgumentException if it is not an absolute http or https address
  static URI checked(URI address) {
    if (address.getHost() == null || !SCHEMES.contains(address.getScheme())) {
      throw new IllegalArgumentException("The way back is an absolute http or https address");
    }
    return address;
  }
}
