package dev.carabiner.server.providers;

/// How we show who we are in a call that is not a token call.
public sealed interface CallAuthentication {
  /// Not at all.
  record None() implements CallAuthentication {}

  /// With the token as bearer token.
  record Bearer() implements CallAuthentication {}

  /// With the client's id and secret in the `Authorization: Basic` header.
  record ClientSecretBasic() implements CallAuthentication {}

  /// With the client's id and secret among the parameters.
  record ClientSecretPost() implements CallAuthentication {}

  /// With the client's secret as bearer token.
  record ClientSecretBearer() implements CallAuthentication {}

  /// With the client's id among the parameters.
  record ClientIdOnly() implements CallAuthentication {}

  /// With the client's id and secret, joined by a bar, as the parameter `access_token`.
  record AppToken() implements CallAuthentication {}

  /// With a header of the provider's own.
  ///
  /// @param value may name what the call's other templates may
  record Header(String name, Template value) implements CallAuthentication {}
}
