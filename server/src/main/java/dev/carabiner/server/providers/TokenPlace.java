package dev.carabiner.server.providers;

/// Where an API wants the access token.
public sealed interface TokenPlace {
  /// `Authorization: Bearer …` (RFC 6750 section 2.1).
  TokenPlace STANDARD = new Header("Authorization", new Template("Bearer ${access_token}"));

  /// In a header.
  ///
  /// @param format what it holds; names `access_token` or a kept value
  record Header(String name, Template format) implements TokenPlace {}

  /// In the query.
  record Query(String name) implements TokenPlace {}
}
