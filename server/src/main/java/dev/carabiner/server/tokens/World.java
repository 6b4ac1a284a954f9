package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.RedirectUris;
import dev.carabiner.server.base.Workers;
import dev.carabiner.server.sessions.Departure;

/// What comes from outside.
///
/// @param clocks this machine's
/// @param workers how work runs beside other work
/// @param redirectUris for providers that want theirs repeated
public record World(Departure.Clocks clocks, Workers workers, RedirectUris redirectUris) {}
