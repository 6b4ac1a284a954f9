package dev.carabiner.server.oauth;

/// The names of kept values that are our own: no template and no answer can name them, and no
/// application sees them.
public final class OwnValues {
  /// The authorization server that made the grant of an MCP server's connection.
  static final String ISSUER = ".issuer";

  /// Where the code of a flow goes; never kept with a grant.
  static final String DESTINATION = ".destination";

  /// The scopes that a resource wanted for something that it refused, separated by blanks.
  public static final String CHALLENGED_SCOPES = ".challenged_scopes";

  /// Where the identity provider is that an ID token was shown to.
  static final String IDENTITY_PROVIDER = ".identity_provider";

  /// The key that the connection's tokens are bound to, as a JWK.
  static final String PROOF_KEY = ".proof_key";

  private OwnValues() {}
}
