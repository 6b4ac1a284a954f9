package dev.carabiner.server.sessions;

import java.time.Instant;

/// A session as it stood at one moment of the store's clock, both from one statement.
public record Reading(Session session, Instant now) {}
