package dev.carabiner.server.providers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// One way in which a provider deviates from the standard. Shared code asks for a quirk, never for
/// a provider.
public sealed interface Quirk {
  /// Scopes are not joined by a blank in the authorization request.
  record ScopesJoinedBy(String separator) implements Quirk {}

  /// A blank between scopes has to be a literal plus.
  record ScopeSpacesArePluses() implements Quirk {}

  /// Scopes travel under other names, perhaps apart by kind: kind → parameter; the kind is empty
  /// where there is only one.
  record ScopeParameters(Map<String, String> names) implements Quirk {
    public ScopeParameters {
      names = ordered(names);
    }
  }

  /// The provider runs at anybody's host, and a variable of its addresses is the whole host.
  record FreeHost() implements Quirk {}

  /// No scope parameter at all.
  record NoScopes() implements Quirk {}

  /// Fixed extras of the authorization request.
  record ExtraAuthorizationParams(Map<String, Template> params) implements Quirk {
    public ExtraAuthorizationParams {
      params = ordered(params);
    }
  }

  /// Standard parameters that the authorization request leaves out.
  record OmittedAuthorizationParams(Set<String> names) implements Quirk {
    public OmittedAuthorizationParams {
      names = Set.copyOf(names);
    }
  }

  /// Parameters go by other names: standard name → actual name. A bare name holds everywhere; one
  /// of `token` only in token calls, and one of `callback` only in the callback.
  record ParameterNames(
      Map<String, String> everywhere, Map<String, String> token, Map<String, String> callback)
      implements Quirk {
    public ParameterNames {
      everywhere = ordered(everywhere);
      token = ordered(token);
      callback = ordered(callback);
    }

    /// What a parameter of the authorization request is called.
    public String inRequest(String standard) {
      return everywhere.getOrDefault(standard, standard);
    }

    /// What a parameter of a token call is called.
    public String inTokenCall(String standard) {
      return token.getOrDefault(standard, inRequest(standard));
    }

    /// What a parameter of the callback is called.
    public String inCallback(String standard) {
      return callback.getOrDefault(standard, inRequest(standard));
    }
  }

  /// What goes through the browser and stands in a file of its own.
  sealed interface OnTheBrowsersWay extends Quirk permits AskQuirk, CallbackQuirk {}

  /// Token requests are JSON.
  record JsonTokenRequest() implements Quirk {}

  /// Further headers of token requests.
  record TokenRequestHeaders(Map<String, Template> headers) implements Quirk {
    public TokenRequestHeaders {
      headers = ordered(headers);
    }
  }

  /// Fixed extras of the code exchange.
  record ExtraTokenParams(Map<String, Template> params) implements Quirk {
    public ExtraTokenParams {
      params = ordered(params);
    }
  }

  /// Fixed extras of the refresh.
  record ExtraRefreshParams(Map<String, Template> params) implements Quirk {
    public ExtraRefreshParams {
      params = ordered(params);
    }
  }

  /// Standard parameters that the code exchange leaves out.
  record OmittedTokenParams(Set<String> names) implements Quirk {
    public OmittedTokenParams {
      names = Set.copyOf(names);
    }
  }

  /// The refresh repeats the scopes (otherwise it never names any).
  record RefreshRepeatsScope() implements Quirk {}

  /// The refresh repeats the redirect URI.
  record RefreshRepeatsRedirectUri() implements Quirk {}

  /// A token answer may be form-encoded.
  record FormTokenAnswer() implements Quirk {}

  /// Members of the token answer are elsewhere: dotted paths.
  record TokenAnswerPaths(Map<AnswerField, String> paths) implements Quirk {
    public TokenAnswerPaths {
      paths = Map.copyOf(paths);
    }
  }

  /// Further values of the token answer to keep: our name → dotted path.
  record KeptFromTokenAnswer(Map<String, String> paths) implements Quirk {
    public KeptFromTokenAnswer {
      paths = ordered(paths);
    }
  }

  /// Scopes are not joined by blanks in the token answer.
  record GrantedScopesJoinedBy(String separator) implements Quirk {}

  /// Scopes that the token answer calls otherwise: as asked for → as answered.
  record ScopeAliases(Map<String, String> words) implements Quirk {
    public ScopeAliases {
      words = ordered(words);
    }
  }

  /// Scopes that are granted although the token answer leaves them out.
  record UnreportedScopes(Set<String> names) implements Quirk {
    public UnreportedScopes {
      names = Set.copyOf(names);
    }
  }

  /// Scopes that the token answer leaves out where it names one that includes them: scope → all
  /// that it includes.
  record ImpliedScopes(Map<String, Set<String>> included) implements Quirk {
    public ImpliedScopes {
      var copy = new LinkedHashMap<String, Set<String>>();
      included.forEach((scope, names) -> copy.put(scope, Set.copyOf(names)));
      included = Collections.unmodifiableMap(copy);
    }
  }

  /// A token answer with this member is an error, whatever its status and whatever else it holds.
  record ErrorsHideInStatus200(String field) implements Quirk {}

  /// Error words of the provider's own → the standard word that they stand for.
  record ErrorWords(Map<String, String> words) implements Quirk {
    public ErrorWords {
      words = ordered(words);
    }
  }

  /// The `iss` of ID tokens differs by tenant: the places of the template are claims of the token.
  record IssuerPerTenant(Template issuer) implements Quirk {}

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
