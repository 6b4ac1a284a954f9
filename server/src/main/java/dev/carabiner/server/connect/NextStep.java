package dev.carabiner.server.connect;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.connect.pages.ConnectError;
import dev.carabiner.server.sessions.Flow;
import java.util.List;
import java.util.Optional;

/// What the browser gets next.
sealed interface NextStep {
  /// The page that asks before anybody is sent on.
  ///
  /// @param entries what the user has to fill in; mostly nothing
  /// @param cookie what binds the flow to this browser once it answers
  record Ask(Flow flow, ConnectedApp app, FlowCookie cookie, List<UserValues.Entry> entries)
      implements NextStep {}

  /// The page on which the user chooses one of the accounts that the grant reaches.
  ///
  /// @param labels of the accounts, in order
  record Choose(Flow flow, List<String> labels) implements NextStep {
    public Choose {
      labels = List.copyOf(labels);
    }
  }

  /// On to the provider.
  record ToProvider(String address, FlowCookie cookie) implements NextStep {}

  /// Back to the application, with the outcome.
  record ToApplication(String address) implements NextStep {}

  /// A page that says why it does not go on.
  ///
  /// @param app for a way back; absent when we do not know what it was about
  record Stop(ConnectError error, int status, Optional<ConnectedApp> app) implements NextStep {}

  /// Nothing: the browser only looks ahead.
  record Nothing() implements NextStep {}
}
