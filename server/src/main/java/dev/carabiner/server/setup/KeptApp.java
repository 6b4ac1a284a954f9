package dev.carabiner.server.setup;

import dev.carabiner.server.apps.ConnectedApp;
import java.time.Instant;
import java.util.Optional;

/// A connected app and what is known of its row.
///
/// @param version goes up with every change
/// @param created when it was made; absent for one that is older than this was kept
/// @param changed when it was changed last, or taken up from the settings file; likewise
/// @param secretSet when its client secret was set last, or taken up; absent without a secret, and
///   likewise
public record KeptApp(
    ConnectedApp app,
    long version,
    Optional<Instant> created,
    Optional<Instant> changed,
    Optional<Instant> secretSet) {}
