package dev.carabiner.sandbox.costume;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The client as it is registered at the provider, and what it has to know to connect somebody.
 *
 * @param redirectUri where the provider sends browsers back to
 * @param forApp the values of the variables that belong to the app
 * @param forConnection the values of those that belong to one connection
 * @param scopes kind → scopes to ask for; the kind is empty where there is only one
 * @param key what it signs with, where the provider wants signatures
 */
public record Registration(
    String clientId,
    String clientSecret,
    String redirectUri,
    Map<String, String> forApp,
    Map<String, String> forConnection,
    Map<String, List<String>> scopes,
    Optional<ClientKey> key) {

  static Registration of(Facts facts, String redirectUri) {
    Map<String, String> app = new LinkedHashMap<>();
    Map<String, String> connection = new LinkedHashMap<>();
    for (Facts variable : facts.rows("variables")) {
      if (!variable.has("from_callback")) {
        (isForApp(variable) ? app : connection)
            .put(
                variable.need("id"),
                Plausible.ofVariable(variable, isWholeHost(facts, variable.need("id"))));
      }
    }
    return new Registration(
        "client-of-" + facts.id(),
        "secret-of-" + facts.id() + "-0123456789",
        redirectUri,
        app,
        connection,
        scopes(facts),
        ClientKey.of(facts));
  }

  /** All variables. */
  public Map<String, String> variables() {
    Map<String, String> all = new LinkedHashMap<>(forApp);
    all.putAll(forConnection);
    return all;
  }

  /** What has a preset is asked of nobody, so it is the app that says otherwise. */
  private static boolean isForApp(Facts variable) {
    return variable.has("default") || variable.text("scope", "connection").equals("app");
  }

  private static boolean isWholeHost(Facts facts, String variable) {
    String host = "https://${" + variable + "}";
    return facts.tree().values().stream()
        .map(String::valueOf)
        .anyMatch(url -> url.equals(host) || url.startsWith(host + "/"));
  }

  private static Map<String, List<String>> scopes(Facts facts) {
    if (facts.quirk("no_scopes") || facts.texts("omit_authorization_params").contains("scope")) {
      return Map.of();
    }
    List<String> scopes = new ArrayList<>(facts.texts("default_scopes"));
    if (scopes.isEmpty()) {
      facts.rows("scopes").stream().limit(2).forEach(known -> scopes.add(known.need("scope")));
    }
    if (scopes.isEmpty()) {
      scopes.addAll(List.of("read", "write"));
    }
    wantedForRefresh(facts).filter(scope -> !scopes.contains(scope)).ifPresent(scopes::add);
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    for (String kind : facts.map("scope_parameters").keySet()) {
      kinds.put(kind, kinds.isEmpty() ? scopes : List.of("of." + kind + ":read"));
    }
    return kinds.isEmpty() ? Map.of("", scopes) : kinds;
  }

  /** The scope that has to be asked for to get a refresh token, if it is a scope. */
  static Optional<String> wantedForRefresh(Facts facts) {
    String words = facts.text("lifecycle/refresh_token_request", "");
    return words.startsWith("scope ") ? Optional.of(words.split("[ ;,]", 3)[1]) : Optional.empty();
  }

  /** Never prints the secret. */
  @Override
  public String toString() {
    return "Registration[" + clientId + "]";
  }
}
