package dev.carabiner.server.providers;

import java.util.List;

/// Where the connected account is read: in the ID token's claims when there is one, else in what is
/// kept of the token answer, else in the answer of the account endpoint, else in that of the
/// userinfo endpoint.
///
/// Every list holds dotted paths in the order of preference; the first that leads to a value wins.
///
/// @param claims for ID tokens and userinfo answers
/// @param answer for the account endpoint's answer
/// @param kept names of kept values
/// @param isToldByEntry whether the entry itself says where answers have the account's id
public record AccountRules(Paths claims, Paths answer, Paths kept, boolean isToldByEntry) {
  /// The standard claims of OpenID Connect Core section 5.1.
  public static final Paths STANDARD_CLAIMS =
      new Paths(List.of("sub"), List.of("name", "preferred_username"), List.of("email"));

  /// Where profiles that are not OpenID's usually have these things: only members that everybody
  /// uses for this and nothing else, since a wrong account is worse than none.
  public static final Paths USUAL =
      new Paths(
          List.of(
              "sub",
              "id",
              "user_id",
              "account_id",
              "data.id",
              "user.id",
              "data.user_id",
              "user.user_id",
              "response.user.id",
              "data.user.id"),
          List.of(
              "name",
              "display_name",
              "displayName",
              "full_name",
              "username",
              "login",
              "data.name",
              "data.display_name",
              "data.username",
              "user.name",
              "user.username",
              "response.user.name",
              "data.user.name"),
          List.of("email", "mail", "data.email", "user.email", "data.user.email"));

  /// Nothing is looked for.
  static final Paths NOWHERE = new Paths(List.of(), List.of(), List.of());

  static final AccountRules UNKNOWN =
      new AccountRules(STANDARD_CLAIMS, STANDARD_CLAIMS, NOWHERE, false);

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
