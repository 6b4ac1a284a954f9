package dev.carabiner.server.sessions;

import java.time.Duration;

/// How long what has ended is kept.
///
/// @param revoked rows of revoked sessions
/// @param pending rows of sessions that never connected
/// @param exchanges events and receipts of revocations
public record Retention(Duration revoked, Duration pending, Duration exchanges) {}
