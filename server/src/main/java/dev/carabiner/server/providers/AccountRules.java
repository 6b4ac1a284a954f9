package dev.carabiner.server.providers;

import java.util.List;

/// Where the connected account is read: in the ID token's claims when there is one, else in the
/// answer of the account endpoint, else in that of the userinfo endpoint.
///
/// Every list holds dotted paths in the order of preference; the first that leads to a value wins.
///
/// @param claims for ID tokens and userinfo answers
/// @param answer for the account endpoint's answer
public record AccountRules(Paths claims, Paths answer) {
  /// The standard claims of OpenID Connect Core section 5.1.
  public static final Paths STANDARD_CLAIMS =
      new Paths(List.of("sub"), List.of("name", "preferred_username"), List.of("email"));

  /// Paths to the three things that are told of an account.
  ///
  /// @param id stable and unique at that provider
  /// @param name for people
  /// @param email for people
  public record Paths(List<String> id, List<String> name, List<String> email) {
    public Paths {
      id = List.copyOf(id);
      name = List.copyOf(name);
      email = List.copyOf(email);
    }
  }
}
