package dev.carabiner.server.providers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A call of a provider's own kind. Its templates may name the entry's variables, kept values,
/// `client_id`, `client_secret`, `access_token` and `refresh_token`.
///
/// @param method GET, POST, DELETE, PUT or PATCH
/// @param url where it goes
/// @param authentication how we show who we are; absent: with the access token, as in calls of the
///   API, unless a template names it
/// @param content what is sent
public record ProviderCall(
    String method, Template url, Optional<CallAuthentication> authentication, Content content) {

  /// The body of a call.
  public enum Body {
    FORM,
    JSON,
    EMPTY
  }

  /// What a call carries.
  ///
  /// @param body the form of the body
  /// @param params filled like the URL
  /// @param inQuery whether the params go into the query in place of the body
  public record Content(Body body, Map<String, Template> params, boolean inQuery) {
    public Content {
      params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }
  }
}
