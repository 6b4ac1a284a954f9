package dev.carabiner.server.providers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A deviation of the callback.
public sealed interface CallbackQuirk extends Quirk.OnTheBrowsersWay {
  /// The callback comes as a form in the body of a POST.
  record PostedCallback() implements CallbackQuirk {}

  /// Values of the callback to keep: our name → parameter.
  record KeptFromCallback(Map<String, String> parameters) implements CallbackQuirk {
    public KeptFromCallback {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
  }

  /// The callback is signed: hexadecimal HMAC-SHA256 over all its other parameters, sorted by name
  /// and written `name=value`, joined by `&`.
  ///
  /// @param parameter carries the signature
  /// @param key what it is made with
  record SignedCallback(String parameter, Template key) implements CallbackQuirk {}

  /// Something that is no part of the code sticks to its end.
  record CodeSuffix(String suffix) implements CallbackQuirk {}

  /// The callback names the host of the token call, which must be the one that the entry's own
  /// address has.
  record TokenHostFromCallback(String parameter) implements CallbackQuirk {}

  /// The callback tells which scopes were granted.
  record GrantedScopesInCallback(String parameter) implements CallbackQuirk {}

  /// An error of the callback goes by another name.
  record CallbackErrorName(String parameter) implements CallbackQuirk {}

  /// People also come from the provider without having begun with us, and so without a state.
  record UnsolicitedCallback() implements CallbackQuirk {}
}
