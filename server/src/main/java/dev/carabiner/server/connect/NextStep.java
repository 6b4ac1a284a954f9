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
  /// @param typed what they type in place of a way over the provider; mostly nothing
  /// @param cookie what binds the flow to this browser once it answers
  record Ask(
      Flow flow,
      ConnectedApp app,
      FlowCookie cookie,
      List<UserValues.Entry> entries,
      List<Typed.Entry> typed)
      implements NextStep {
    /// Whether everything is filled in.
    boolean isComplete() {
      return entries.stream().allMatch(entry -> entry.wrong().isEmpty())
          && typed.stream().allMatch(entry -> entry.wrong().isEmpty());
    }

    /// The same as at first: nobody is told that a field is empty before they have seen it.
    Ask untouched() {
      return new Ask(
          flow,
          app,
          cookie,
          entries.stream()
              .map(entry -> new UserValues.Entry(entry.variable(), entry.value(), Optional.empty()))
              .toList(),
          typed.stream()
              .map(entry -> new Typed.Entry(entry.field(), entry.value(), Optional.empty()))
              .toList());
    }
  }

  /// The page on which the user chooses one of the accounts that the grant reaches.
  ///
  /// @param labels of the accounts, in order
  record Choose(Flow flow, List<String> labels) implements NextStep {
    public Choose {
      labels = List.copyOf(labels);
    }
  }

  /// On to the provider; or past it, where there is no way over it.
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
