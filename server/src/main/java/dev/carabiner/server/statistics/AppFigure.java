package dev.carabiner.server.statistics;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import java.time.Instant;
import java.util.Optional;

/// How often something was done for an app in a span.
///
/// @param slot where the span begins
/// @param app absent for reads of sessions that nobody has
public record AppFigure(
    Instant slot, Workspace workspace, Optional<AppKey> app, Deed deed, long amount) {}
