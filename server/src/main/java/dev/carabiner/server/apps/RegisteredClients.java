package dev.carabiner.server.apps;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The clients that we have registered by program; all nodes see the same.
public interface RegisteredClients {
  /// The client registered at that place.
  Optional<RegisteredClient> find(RegisteredClient.Place place);

  /// Takes the right to register there, for `lease`.
  ///
  /// @return false if somebody else has it
  boolean take(RegisteredClient.Place place, Duration lease);

  /// Keeps a client in place of the former one, and gives the right back.
  void put(RegisteredClient client);

  /// Gives the right back.
  void release(RegisteredClient.Place place);

  /// Clients whose app is gone, each given out again after `pause`.
  List<Left> takeLeft(Duration pause, int most);

  /// Forgets the client at that place.
  void forget(RegisteredClient.Place place);

  /// A client that has to go.
  ///
  /// @param tries how often it was given out before
  record Left(RegisteredClient client, long tries) {}
}
