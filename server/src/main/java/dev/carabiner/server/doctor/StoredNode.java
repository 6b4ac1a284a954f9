package dev.carabiner.server.doctor;

import java.time.Instant;

/// A node's heartbeat.
///
/// @param seen when it was seen last, by the store's clock
public record StoredNode(String id, Instant seen) {}
