package dev.carabiner.server.api;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.sessions.AppAlarm;
import dev.carabiner.server.sessions.AppAlarms;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Revocation;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.server.tokens.Outlooks;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Vault;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A session as the API shows it: everything but its tokens.
final class SessionView {
  private final ConnectedApps apps;
  private final SessionStore store;
  private final AppAlarms alarms;
  private final Outlooks outlooks;
  private final Vault vault;

  SessionView(
      ConnectedApps apps, SessionStore store, AppAlarms alarms, Outlooks outlooks, Vault vault) {
    this.apps = apps;
    this.store = store;
    this.alarms = alarms;
    this.outlooks = outlooks;
    this.vault = vault;
  }

  /// The session with its app's name and provider.
  ObjectNode of(Session session) {
    var app = apps.find(session.key().app());
    var reason = session.state().reason();
    var json = Json.object();
    json.put("session_id", session.key().id().value());
    json.put("state", session.state().word());
    json.put("reason", orNull(reason.map(Reason::word)));
    json.put("reason_text", orNull(reason.map(Reason::sentence)));
    json.put("remedy", orNull(reason.map(Reason::remedy)));
    json.put("key_code_ref", session.key().app().value());
    json.put("app_name", orNull(app.map(known -> known.name())));
    json.put("provider", orNull(app.map(known -> known.provider().id())));
    json.put("user_id", orNull(session.owner().userId()));
    json.put("org_code", orNull(session.owner().orgCode()));
    putAccount(json, session);
    putScopes(json, "granted_scopes", session.grant().granted());
    putScopes(json, "missing_scopes", session.grant().missing());
    json.put("access_token_expiry", orNull(session.grant().tokens().map(SessionView::expiry)));
    json.put("grant_expiry", orNull(outlooks.of(session, app).end().map(SessionView::text)));
    json.put("superseded_by", orNull(session.supersededBy().map(SessionId::value)));
    json.put("created_at", text(session.times().created()));
    json.put("connected_at", orNull(session.times().connected().map(SessionView::text)));
    json.put("refreshed_at", orNull(session.times().refreshed().map(SessionView::text)));
    json.set("refresh", EndingView.refresh(session, alarm(session)));
    json.set("revocation", EndingView.revocation(revocation(session)));
    json.set("values", values(session, app));
    var metadata = json.putObject("metadata");
    session.metadata().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(note -> metadata.put(note.getKey(), note.getValue()));
    return json;
  }

  /// The alarm of the app whose client credentials the provider refuses; only while the session
  /// needs them.
  private Optional<AppAlarm> alarm(Session session) {
    return session.state() instanceof SessionState.Connected
        ? alarms.find(session.key().app())
        : Optional.empty();
  }

  /// What the provider was told of a session that is over.
  private Optional<Revocation> revocation(Session session) {
    return session.state().isFinal()
        ? store.newestRevocation(session.key().workspace(), session.key().id())
        : Optional.empty();
  }

  private static void putAccount(ObjectNode json, Session session) {
    var account = session.grant().account();
    if (account.isEmpty()) json.putNull("account");
    else
      json.putObject("account")
          .put("id", account.get().id())
          .put("name", orNull(account.get().name()))
          .put("email", orNull(account.get().email()));
  }

  private static void putScopes(ObjectNode json, String name, List<String> scopes) {
    var array = json.putArray(name);
    scopes.forEach(array::add);
  }

  /// The app's variables, and over them the connection's own and what the provider told beside the
  /// tokens, such as the address of its API for this account.
  private ObjectNode values(Session session, Optional<ConnectedApp> app) {
    var values = Json.object();
    app.ifPresent(known -> known.provider().variables().forEach(values::put));
    var binding = session.key().binding("kept", session.renewal().generation());
    try {
      session
          .grant()
          .kept()
          .flatMap(kept ->
              Json.parseObject(vault.open(kept, binding).reveal(Reveal.TO_THE_APP_THAT_OWNS_IT)))
          .map(SessionView::withoutOurOwn)
          .ifPresent(values::setAll);
    } catch (SealBroken broken) {
      // a connection whose kept values do not open still has its tokens
      return values;
    }
    return values;
  }

  private static ObjectNode withoutOurOwn(ObjectNode kept) {
    // such names are our own: no template and no catalogue entry can have them
    return kept.remove(
        kept.propertyStream().map(Map.Entry::getKey).filter(name -> name.startsWith(".")).toList());
  }

  private static String expiry(TokenSet tokens) {
    return tokens.end().map(SessionView::text).orElse("");
  }

  static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static @Nullable String orNull(Optional<String> text) {
    return text.orElse(null);
  }
}
