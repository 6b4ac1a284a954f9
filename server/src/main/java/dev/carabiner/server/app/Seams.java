package dev.carabiner.server.app;

import dev.carabiner.server.oauth.Wire;
import dev.carabiner.server.sessions.Journal;
import dev.carabiner.server.sessions.SessionStore;
import java.util.function.UnaryOperator;

/// Where something can be put between the rooms and the world outside: how a test makes parts fail,
/// or stops the process between two of their steps.
///
/// @param sessions around the store of sessions
/// @param wire around the way to providers
/// @param journal around this node's journal
public record Seams(
    UnaryOperator<SessionStore> sessions,
    UnaryOperator<Wire> wire,
    UnaryOperator<Journal> journal) {
  /// Nothing in between.
  public static final Seams NONE =
      new Seams(UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());
}
