package dev.carabiner.server.governor;

/// A gate as operators see it.
///
/// @param inFlight calls of this node
public record GateView(GateKey key, GateState state, int inFlight) {}
