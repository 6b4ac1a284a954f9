package dev.carabiner.server.sessions;

import java.time.Duration;

/// How long what has ended is kept.
///
/// @param revoked rows of revoked sessions
/// @param pending rows of sessions that never connected
/// @param exchanges events, receipts of revocations, and what was said between us and providers
public record Retention(Duration revoked, Duration pending, Duration exchanges) {}
