package dev.carabiner.server.connect;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.connect.pages.ConnectError;
import dev.carabiner.server.sessions.Flow;
import java.util.Optional;

/// What the browser gets next.
sealed interface NextStep {
  /// The page that asks before anybody is sent on.
  ///
  /// @param cookie what binds the flow to this browser once it answers
  record Ask(Flow flow, ConnectedApp app, FlowCookie cookie) implements NextStep {}

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
