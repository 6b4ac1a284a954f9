package dev.carabiner.server.connect;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.oauth.KeptValues;
import dev.carabiner.server.oauth.OwnValues;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.OwnVariables;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.Variable;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.Reading;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What of a connection only its user knows, such as the subdomain of their account: the values of
/// the provider's variables that neither the app nor the catalogue has.
final class UserValues {
  private final Supplier<Catalogue> catalogue;
  private final SessionStore store;
  private final GrantSealer sealer;

  UserValues(Supplier<Catalogue> catalogue, SessionStore store, GrantSealer sealer) {
    this.catalogue = catalogue;
    this.store = store;
    this.sealer = sealer;
  }

  /// What a user is asked for.
  ///
  /// @param value as typed or known from before; empty at first
  /// @param wrong why it cannot be used, as long as it cannot
  record Entry(Variable variable, String value, Optional<Wrong> wrong) {}

  /// Why a value cannot be used.
  enum Wrong {
    MISSING,
    DOES_NOT_FIT,
    HOST_NOT_ALLOWED
  }

  /// What to ask; nothing where everything is known. A session that is mended with the account that
  /// it has keeps its values.
  ///
  /// @param typed variable → what came; the session's own values where nothing came
  List<Entry> asked(Flow flow, ConnectedApp app, Function<String, Optional<String>> typed) {
    var former = former(flow);
    return missing(app)
        .filter(variable ->
            flow.request().kind() != Flow.Kind.RECONNECT || !former.containsKey(variable.id()))
        .map(variable -> {
          var value =
              typed
                  .apply(variable.id())
                  .map(String::strip)
                  .orElseGet(() -> former.getOrDefault(variable.id(), ""));
          return new Entry(variable, value, wrong(app, variable, value));
        })
        .toList();
  }

  /// The values to connect with: those entered, and those that the session keeps.
  KeptValues with(Flow flow, ConnectedApp app, List<Entry> entries) {
    var former = former(flow);
    var values = new HashMap<String, Secret>();
    missing(app)
        .forEach(variable ->
            Optional.ofNullable(former.get(variable.id()))
                .filter(value -> wrong(app, variable, value).isEmpty())
                .ifPresent(value -> values.put(variable.id(), Secret.of(value))));
    Optional.ofNullable(former.get(OwnValues.CHALLENGED_SCOPES))
        .ifPresent(scopes -> values.put(OwnValues.CHALLENGED_SCOPES, Secret.of(scopes)));
    for (var entry : entries) values.put(entry.variable().id(), Secret.of(entry.value()));
    return new KeptValues(values);
  }

  private Optional<Wrong> wrong(ConnectedApp app, Variable variable, String value) {
    if (value.isEmpty()) return Optional.of(Wrong.MISSING);
    if (!variable.accepts(value)) return Optional.of(Wrong.DOES_NOT_FIT);
    var free =
        provider(app)
            .filter(
                known -> OwnVariables.isFreeHost(known, app.provider().environment(), variable));
    return free.isPresent() && !app.provider().allows(value)
        ? Optional.of(Wrong.HOST_NOT_ALLOWED)
        : Optional.empty();
  }

  private Stream<Variable> missing(ConnectedApp app) {
    return provider(app).stream()
        .flatMap(known ->
            OwnVariables.missing(known, app.provider().environment(), app.provider().variables())
                .stream())
        .filter(variable -> variable.scope() == Variable.Scope.CONNECTION);
  }

  private Optional<Provider> provider(ConnectedApp app) {
    return catalogue.get().find(app.provider().id());
  }

  /// The values of a session that is being mended.
  private Map<String, String> former(Flow flow) {
    if (flow.request().kind() == Flow.Kind.CONNECT) return Map.of();
    var values = new HashMap<String, String>();
    store
        .find(flow.session().workspace(), flow.session().id())
        .map(Reading::session)
        .ifPresent(session ->
            sealer
                .kept(session)
                .values()
                .forEach((name, value) ->
                    values.put(name, value.reveal(Reveal.TO_THE_PERSON_WHO_MADE_IT))));
    return values;
  }
}
