package dev.carabiner.server.operators;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps the console's sessions: rows, so that one or all can be ended from anywhere at once.
public interface ConsoleSessionStore {
  void add(ConsoleSession session);

  Optional<ConsoleSession> find(String hash);

  /// Of one operator, the latest first.
  List<ConsoleSession> of(String operator);

  /// A person's request has come.
  void seen(String hash, Instant now);

  void end(String hash);

  /// Ends all of an operator's sessions but one.
  ///
  /// @param but the hash of the one that stays; absent for none
  void endAll(String operator, Optional<String> but);

  /// Forgets sessions that nobody has used since.
  void forget(Instant before);

  /// Counts a sign-in at the company's provider as used; false when it was used before.
  ///
  /// @param hash of its state
  /// @param until it would be refused as too old from then on
  boolean useState(String hash, Instant until);

  /// Forgets used sign-ins that are too old anyway.
  void forgetStates(Instant now);
}
