package dev.carabiner.examples;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which session is a user's connection. Yours is a column of a table; the id alone opens nothing,
/// so it needs no more care than other columns. The access token is never kept.
final class SavedConnections {
  private final Map<String, String> sessionByUser = new ConcurrentHashMap<>();

  Optional<String> of(User user) {
    return Optional.ofNullable(sessionByUser.get(user.id()));
  }

  /// Files a session, and gives the one that it takes the place of.
  Optional<String> save(User user, String sessionId) {
    var former = Optional.ofNullable(sessionByUser.put(user.id(), sessionId));
    return former.filter(other -> !other.equals(sessionId));
  }

  /// Forgets a session, unless another one has taken its place meanwhile.
  void forget(User user, String sessionId) {
    sessionByUser.remove(user.id(), sessionId);
  }
}
