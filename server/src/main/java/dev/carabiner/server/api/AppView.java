package dev.carabiner.server.api;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.setup.AppEntry;
import dev.carabiner.server.setup.WorkspaceApps.Listed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What managers see of a connected app: its entry, and what became of it. Never its secret.
final class AppView {
  /// What a request may say of an app.
  static final Set<String> MEMBERS =
      Set.of(
          "key",
          "name",
          "workspace",
          "provider",
          "environment",
          "client_id",
          "client_secret",
          "identity_app",
          "scopes",
          "token",
          "authorization_params",
          "variables",
          "allowed_hosts",
          "callback_url",
          "allowed_callback_urls",
          "linking",
          "link_lifetime",
          "revoke_at_provider",
          "keep_alive",
          "rotation_policy");

  /// Those that an entry may lack.
  private static final List<String> OPTIONAL =
      List.of("environment", "client_id", "identity_app", "token", "rotation_policy");

  private AppView() {}

  static ObjectNode of(Listed listed) {
    var kept = listed.kept();
    var json = AppEntry.of(kept.app());
    OPTIONAL.stream().filter(name -> !json.has(name)).forEach(json::putNull);
    json.put("client_secret_set", kept.app().credentials().secret().isPresent());
    json.put("client_secret_set_at", kept.secretSet().map(SessionView::text).orElse(null));
    json.put("redirect_uri", listed.redirectUri());
    var warnings = json.putArray("warnings");
    listed.warnings().forEach(warnings::add);
    json.setAll(ownership(listed.place()));
    json.put("created_at", kept.created().map(SessionView::text).orElse(null));
    json.put("changed_at", kept.changed().map(SessionView::text).orElse(null));
    return json;
  }

  /// Who answers for an app or a client.
  ///
  /// @param place file and line, when the settings file names it
  static ObjectNode ownership(Optional<String> place) {
    return Json.object()
        .put("managed_by", place.isPresent() ? "file" : "api")
        .put("managed_at", place.orElse(null));
  }
}
