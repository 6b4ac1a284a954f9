package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.oauth.AccountLookup;
import dev.carabiner.server.oauth.IntrospectionCall;
import dev.carabiner.server.oauth.ProviderClients;
import dev.carabiner.server.sessions.CareStore;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.vault.Vault;

/// What the rooms below give to the care of connections.
public record CareRooms(
    CareStore store,
    SessionStore sessions,
    ConnectedApps apps,
    ProviderClients clients,
    AccountLookup lookup,
    IntrospectionCall introspection,
    Events events,
    Vault vault) {}
