package dev.carabiner.server.sessions;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import java.time.Instant;

/// A provider refuses an app's client credentials. While this stands, that app's refreshes wait,
/// but for one probe at a time; its sessions and their grants are untouched.
///
/// @param fingerprint of the credentials that were refused: others are tried at once
/// @param error the provider's word
/// @param since when it was refused first
/// @param nextProbe when one refresh may ask again
public record AppAlarm(
    Workspace workspace,
    AppKey app,
    String fingerprint,
    String error,
    Instant since,
    Instant nextProbe) {}
