package dev.carabiner.server.callers;

/// The scopes of the machine API.
public final class ConnectedAppsScopes {
  /// Connect links, tokens, looking at sessions.
  public static final String READ = "read:connected_apps";

  /// Revoke, reconnect, complete, report.
  public static final String CREATE = "create:connected_apps";

  /// Changing the metadata of sessions.
  public static final String UPDATE = "update:connected_apps";

  /// Deleting users.
  public static final String DELETE = "delete:connected_apps";

  /// Apps, clients, webhooks and providers; always beside one of the others.
  public static final String MANAGE = "manage:connected_apps";

  public static final Scopes ALL = Scopes.of(READ, CREATE, UPDATE, DELETE, MANAGE);

  private ConnectedAppsScopes() {}
}
