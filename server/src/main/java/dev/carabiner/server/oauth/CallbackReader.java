package dev.carabiner.server.oauth;

import dev.carabiner.server.providers.CallbackQuirk;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.server.providers.Quirks;
import dev.carabiner.vault.Secret;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what a callback brought; pure. The issuer is looked at before anything else.
public final class CallbackReader {
  private static final int MAX_CODE = 4 * 1024;
  private static final int MAX_KEPT = 2 * 1024;

  /// RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6.
  private static final Set<String> ERRORS =
      Set.of(
          "invalid_request",
          "unauthorized_client",
          "access_denied",
          "unsupported_response_type",
          "invalid_scope",
          "server_error",
          "temporarily_unavailable",
          "interaction_required",
          "login_required",
          "account_selection_required",
          "consent_required",
          "invalid_request_uri",
          "invalid_request_object",
          "request_not_supported",
          "request_uri_not_supported",
          "registration_not_supported");

  private CallbackReader() {}

  /// Reads a callback: issuer, signature, error, variables, code, in this order; the first that is
  /// wrong ends it.
  ///
  /// @param parameters decoded, none repeated; those of [CallbackNames#of], and all there are where
  ///   it says so
  public static CallbackAnswer read(Map<String, String> parameters, ExpectedCallback expected) {
    var quirks = expected.quirks();
    var wrong = issuerProblem(expected.issuer(), Optional.ofNullable(parameters.get("iss")));
    if (wrong.isPresent()) return new CallbackAnswer.Untrusted(wrong.get());
    var signed = quirks.find(CallbackQuirk.SignedCallback.class);
    if (signed.isPresent()
        && !CallbackSignature.isGood(signed.get(), parameters, expected.clientSecret()))
      return new CallbackAnswer.Untrusted("its signature is missing or wrong");
    for (var name : CallbackNames.errors(expected.provider()))
      if (parameters.containsKey(name)) return denied(parameters.get(name), quirks);
    return switch (CallbackVariables.read(parameters, expected)) {
      case CallbackVariables.Outcome.Wrong(var why) -> new CallbackAnswer.Untrusted(why);
      case CallbackVariables.Outcome.Told(var variables) ->
          code(parameters, expected.provider(), variables);
    };
  }

  private static CallbackAnswer denied(String word, Quirks quirks) {
    var error =
        quirks
            .find(Quirk.ErrorWords.class)
            .map(known -> known.words().getOrDefault(word, word))
            .orElse(word);
    return new CallbackAnswer.Denied(ERRORS.contains(error) ? error : "server_error");
  }

  private static CallbackAnswer code(
      Map<String, String> parameters, Provider provider, Map<String, String> variables) {
    var quirks = provider.quirks();
    var sent = parameters.get(quirks.parameterNames().inCallback("code"));
    if (sent == null) return new CallbackAnswer.Untrusted("neither code nor error");
    var junk = quirks.find(CallbackQuirk.CodeSuffix.class).map(CallbackQuirk.CodeSuffix::suffix);
    var code =
        junk.filter(sent::endsWith)
            .map(suffix -> sent.substring(0, sent.length() - suffix.length()))
            .orElse(sent);
    if (!Visible.isPlain(code, MAX_CODE))
      return new CallbackAnswer.Untrusted("the code is too long or holds invisible characters");
    var kept = new HashMap<String, Secret>();
    for (var wanted : wanted(provider).entrySet()) {
      var value = parameters.getOrDefault(wanted.getValue(), "");
      if (value.isEmpty()) continue;
      if (!Visible.isShown(value, MAX_KEPT))
        return new CallbackAnswer.Untrusted(
            "the value of " + wanted.getKey() + " is too long or holds invisible characters");
      kept.put(wanted.getKey(), Secret.of(value));
    }
    return new CallbackAnswer.Code(
        Secret.of(code), kept, variables, grantedScopes(parameters, quirks));
  }

  /// What to keep: our name → parameter. A variable of the entry is none of it: its value has been
  /// checked, and may be another.
  private static Map<String, String> wanted(Provider provider) {
    var wanted = new HashMap<String, String>();
    provider
        .quirks()
        .find(CallbackQuirk.KeptFromCallback.class)
        .ifPresent(quirk -> wanted.putAll(quirk.parameters()));
    provider.addresses().variables().forEach(variable -> wanted.remove(variable.id()));
    return wanted;
  }

  /// Providers join them as they like, whatever joins those of the request.
  private static Optional<List<String>> grantedScopes(
      Map<String, String> parameters, Quirks quirks) {
    return quirks
        .find(CallbackQuirk.GrantedScopesInCallback.class)
        .map(quirk -> parameters.getOrDefault(quirk.parameter(), ""))
        .filter(text -> !text.isBlank() && Visible.isPlain(text, MAX_CODE))
        .map(text ->
            Arrays.stream(text.split(Pattern.quote(separator(quirks)) + "| "))
                .filter(scope -> !scope.isEmpty())
                .toList());
  }

  private static String separator(Quirks quirks) {
    return quirks.find(Quirk.ScopesJoinedBy.class).map(Quirk.ScopesJoinedBy::separator).orElse(" ");
  }

  /// What is wrong with the `iss` of a callback (RFC 9207 section 2.4). Promised and there: must be
  /// equal. Promised and missing: wrong. Not promised and there: must be equal. Neither: nothing is
  /// wrong. Where no issuer is known there is nothing to compare with. Equal means the same
  /// characters, nothing normalised.
  static Optional<String> issuerProblem(ExpectedIssuer expected, Optional<String> got) {
    if (got.isEmpty())
      return expected.promised()
          ? Optional.of("the provider promises iss and sent none")
          : Optional.empty();
    return expected.issuer().isEmpty() || expected.issuer().equals(got)
        ? Optional.empty()
        : Optional.of("iss is not the issuer that the flow was started with");
  }
}
