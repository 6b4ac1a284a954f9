package dev.carabiner.server.sessions;

import java.util.Optional;

/// The states of a session, as the interface names them.
public sealed interface SessionState {
  /// The user has not finished connecting, or the back end has not confirmed.
  record Pending() implements SessionState {}

  /// Tokens are handed out and renewed.
  record Connected() implements SessionState {}

  /// The grant cannot be renewed; a stored token is served until it is dead.
  record NeedsReconnect(Reason why) implements SessionState {}

  /// Ended by the application. Final.
  record Revoked() implements SessionState {}

  /// Never finished. Final.
  record Expired(Reason why) implements SessionState {}

  /// Whether nothing leads out of it.
  default boolean isFinal() {
    return switch (this) {
      case Revoked(), Expired _ -> true;
      case Pending(), Connected(), NeedsReconnect _ -> false;
    };
  }

  /// The word that the interface and the store use.
  default String word() {
    return switch (this) {
      case Pending() -> "pending";
      case Connected() -> "connected";
      case NeedsReconnect _ -> "needs_reconnect";
      case Revoked() -> "revoked";
      case Expired _ -> "expired";
    };
  }

  /// Why, where the state has a reason.
  default Optional<Reason> reason() {
    return switch (this) {
      case NeedsReconnect(var why) -> Optional.of(why);
      case Expired(var why) -> Optional.of(why);
      case Pending(), Connected(), Revoked() -> Optional.empty();
    };
  }

  /// The state that word and reason spell.
  ///
  /// @throws IllegalArgumentException for any other word, or a state without the reason it needs
  static SessionState of(String word, Optional<Reason> reason) {
    return switch (word) {
      case "pending" -> new Pending();
      case "connected" -> new Connected();
      case "needs_reconnect" ->
          new NeedsReconnect(reason.orElseThrow(IllegalArgumentException::new));
      case "revoked" -> new Revoked();
      case "expired" -> new Expired(reason.orElseThrow(IllegalArgumentException::new));
      default -> throw new IllegalArgumentException("no such session state");
    };
  }
}
