package dev.carabiner.sandbox.costume;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the desks of one provider share. */
final class Stage {
  final Facts facts;
  final Registration registration;
  final InstantSource clock;
  final List<Grant> grants;
  final List<String> complaints;

  /** Whether the provider has forgotten the client's credentials. */
  boolean clientRefused;

  /** Whether codes are worth nothing. */
  boolean codesRefused;

  /** Whether the provider does not look at verifiers, as those do that know no PKCE. */
  boolean verifiersIgnored;

  private final Map<String, String> before = new LinkedHashMap<>();
  private final Map<String, String> after = new LinkedHashMap<>();

  Stage(Facts facts, Registration registration, InstantSource clock) {
    this(facts, registration, clock, new ArrayList<>(), new ArrayList<>());
  }

  /** The same provider on another day. */
  Stage(Facts facts, Stage former) {
    this(facts, former.registration, former.clock, former.grants, former.complaints);
    this.clientRefused = former.clientRefused;
    this.codesRefused = former.codesRefused;
    this.verifiersIgnored = former.verifiersIgnored;
  }

  private Stage(
      Facts facts,
      Registration registration,
      InstantSource clock,
      List<Grant> grants,
      List<String> complaints) {
    this.grants = grants;
    this.complaints = complaints;
    this.facts = facts;
    this.registration = registration;
    this.clock = clock;
    before.put("client_id", registration.clientId());
    before.put("client_secret", registration.clientSecret());
    before.putAll(registration.variables());
    for (Facts variable : facts.rows("variables")) {
      variable.text("default").ifPresent(value -> before.putIfAbsent(variable.need("id"), value));
    }
    after.putAll(before);
    for (String source : List.of("token_response/keep", "after_connect/keep", "callback/keep")) {
      facts
          .map(source)
          .forEach((name, place) ->
              after.putIfAbsent(name, Plausible.ofField(facts.id().replace('_', '-'), name)));
    }
    fromCallback();
    for (Facts variable : facts.rows("variables")) {
      facts
          .map("callback/keep")
          .forEach((name, query) -> {
            if (variable.text("from_callback").equals(Optional.of(query)) && !isVariable(name)) {
              after.put(name, told(variable));
            }
          });
    }
  }

  /** What is known before the user has consented. */
  Map<String, String> before() {
    return before;
  }

  /** What is known once somebody is connected, with the tokens of that grant. */
  Map<String, String> with(Grant grant) {
    Map<String, String> values = new LinkedHashMap<>(after);
    values.put("access_token", grant.accessToken);
    values.put("refresh_token", grant.refreshToken);
    return values;
  }

  /** What is known once somebody is connected. */
  Map<String, String> after() {
    return after;
  }

  /** The provider's own name of a standard parameter, in calls of that kind. */
  String name(String kind, String standard) {
    Map<String, String> names = facts.map("parameter_names");
    return names.getOrDefault(kind + "." + standard, names.getOrDefault(standard, standard));
  }

  /** The word by which the callback names a variable's value. */
  String told(Facts variable) {
    String value = after.getOrDefault(variable.need("id"), "");
    return variable.map("value_map").entrySet().stream()
        .filter(each -> each.getValue().equals(value))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(value);
  }

  void complain(String what) {
    complaints.add(what);
  }

  private void fromCallback() {
    for (Facts variable : facts.rows("variables")) {
      if (variable.has("from_callback")) {
        Map<String, String> words = variable.map("value_map");
        String value =
            words.values().stream()
                .filter(each -> !variable.text("default", "").equals(each))
                .findFirst()
                .orElseGet(() -> Plausible.ofVariable(variable, false));
        after.put(variable.need("id"), value);
      }
    }
    facts
        .text("callback/token_host_from")
        .ifPresent(told ->
            facts
                .map("callback/keep")
                .forEach((name, query) -> {
                  if (query.equals(told) && !isVariable(name)) {
                    after.put(name, host(Blanks.fill(facts.need("token_endpoint"), after)));
                  }
                }));
  }

  private boolean isVariable(String name) {
    return facts.rows("variables").stream().anyMatch(each -> each.need("id").equals(name));
  }

  private static String host(String url) {
    return url.substring(0, url.indexOf('/', "https://".length()));
  }
}
