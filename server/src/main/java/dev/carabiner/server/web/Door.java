package dev.carabiner.server.web;

/// A part of the server that answers HTTP.
@FunctionalInterface
public interface Door {
  /// Hangs this door's handlers into `routes`; called once per listener, at start.
  void hang(Routes routes);
}
