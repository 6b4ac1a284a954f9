package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.governor.Governor;
import dev.carabiner.server.oauth.ProviderClients;
import dev.carabiner.server.oauth.TokenCalls;
import dev.carabiner.server.sessions.AppAlarms;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.Nodes;
import dev.carabiner.server.sessions.Receipts;
import dev.carabiner.server.sessions.Revoking;
import dev.carabiner.server.sessions.RotationLessons;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.sessions.Turnover;
import dev.carabiner.vault.Vault;

/// What the rooms below give to refreshes.
public record RefreshRooms(
    SessionStore store,
    ConnectedApps apps,
    ProviderClients clients,
    TokenCalls calls,
    Receipts receipts,
    Turnover turnover,
    Nodes nodes,
    AppAlarms alarms,
    RotationLessons lessons,
    Governor governor,
    OutageEvents outages,
    Events events,
    Revoking revoking,
    Vault vault) {}
