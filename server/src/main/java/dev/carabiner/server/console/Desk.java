package dev.carabiner.server.console;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.apps.RedirectUris;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.setup.WorkspaceApps;
import dev.carabiner.server.web.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What pages of apps work with: the rooms of the management API, so there is one set of rules.
///
/// @param apps those of every workspace, since operators run the whole installation
/// @param own changes them
/// @param catalogue the providers as this node knows them at this moment
public record Desk(
    ConnectedApps apps,
    WorkspaceApps own,
    Supplier<Catalogue> catalogue,
    RedirectUris redirectUris) {
  /// The app that a route's `key` names, as its workspace sees it.
  ///
  /// @throws Problem 404 when there is none
  WorkspaceApps.Listed find(Visit visit) {
    return AppKey.parse(visit.path("key"))
        .flatMap(apps::find)
        .flatMap(app -> own.find(app.workspace(), app.key()))
        .orElseThrow(Problem::routeNotFound);
  }

  /// The name that people know a provider by; its id where the catalogue has it no more.
  String providerName(ConnectedApp app) {
    var id = app.provider().id();
    return catalogue.get().find(id).map(provider -> provider.name()).orElse(id);
  }

  /// The operator as the rooms below know callers: with every right in one workspace. What roles
  /// may do is said where routes are hung.
  static Caller caller(Visit visit, Workspace workspace) {
    return new Caller("console:" + visit.who().operator().id(), workspace, ConnectedAppsScopes.ALL);
  }

  /// The workspaces there are, the default one first.
  static List<Workspace> workspaces(ConnectedApps apps) {
    return Stream.concat(
            Stream.of(Workspace.DEFAULT), apps.all().stream().map(ConnectedApp::workspace))
        .distinct()
        .toList();
  }

  /// The workspace that a route names.
  ///
  /// @throws Problem 404 for a name that is none
  static Workspace workspace(Visit visit) {
    return workspace(visit.path("workspace")).orElseThrow(Problem::routeNotFound);
  }

  /// The workspace that a form names; empty for a name that is none.
  static Optional<Workspace> workspace(String name) {
    try {
      return Optional.of(new Workspace(name));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
