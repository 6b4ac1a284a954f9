package dev.carabiner.server.app;

import dev.carabiner.server.m2m.SigningKeys;
import dev.carabiner.server.oauth.Wire;
import dev.carabiner.server.sessions.Journal;
import dev.carabiner.server.sessions.SessionStore;
import java.security.KeyPair;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Where something can be put between the rooms and the world outside: how a test makes parts fail,
/// or stops the process between two of their steps.
///
/// @param sessions around the store of sessions
/// @param wire around the way to providers
/// @param journal around this node's journal
/// @param keyPairs where a new signing key comes from: RSA, 2048 bits
public record Seams(
    UnaryOperator<SessionStore> sessions,
    UnaryOperator<Wire> wire,
    UnaryOperator<Journal> journal,
    Supplier<KeyPair> keyPairs) {
  /// Nothing in between.
  public static final Seams NONE =
      new Seams(UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());

  /// With signing keys that are made when they are needed.
  public Seams(
      UnaryOperator<SessionStore> sessions,
      UnaryOperator<Wire> wire,
      UnaryOperator<Journal> journal) {
    this(sessions, wire, journal, SigningKeys::newPair);
  }

  /// The same with signing keys from elsewhere: to make one takes a while.
  public Seams withKeyPairs(Supplier<KeyPair> source) {
    return new Seams(sessions, wire, journal, source);
  }
}
