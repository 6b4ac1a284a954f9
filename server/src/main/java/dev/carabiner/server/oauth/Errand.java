package dev.carabiner.server.oauth;

/// What a request to a provider is for, and as whose client it goes: for those who watch the wire.
///
/// @param provider the entry's id; empty where none is known yet
/// @param client the client's id there; where users bring clients of their own, the provider's id;
///   empty where no client asks
public record Errand(Kind kind, String provider, String client) {
  /// The kinds of requests.
  public enum Kind {
    /// A code for tokens.
    CODE_EXCHANGE("code_exchange"),
    /// The call that some providers want after a code exchange.
    SECOND_EXCHANGE("second_exchange"),
    /// A new access token.
    REFRESH("refresh"),
    /// What an identity provider makes of a user's ID token, for another server.
    ASSERTION("identity_assertion"),
    /// The end of a grant.
    REVOCATION("revocation"),
    /// Which account a grant belongs to.
    ACCOUNT_LOOKUP("account_lookup"),
    /// Which accounts, tenants or hosts a grant reaches.
    CONNECTION_LOOKUP("connection_lookup"),
    /// Whether a token or a typed key still works.
    TOKEN_CHECK("token_check"),
    /// How long a token lives.
    INTROSPECTION("introspection"),
    /// An authorization request handed in beforehand (RFC 9126).
    PUSHED_REQUEST("pushed_authorization_request"),
    /// The metadata of a provider or a resource.
    DISCOVERY("discovery"),
    /// A client registered by program.
    REGISTRATION("registration"),
    /// The end of such a client.
    CLIENT_REMOVAL("client_removal");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// As it is stored and shown.
    public String word() {
      return word;
    }
  }

  /// An errand of that client.
  static Errand of(Kind kind, OAuthClient client) {
    var provider = client.provider().provider().id();
    return new Errand(kind, provider, client.clientId().isEmpty() ? provider : client.clientId());
  }

  /// An errand on which nobody says who we are.
  static Errand of(Kind kind) {
    return new Errand(kind, "", "");
  }
}
