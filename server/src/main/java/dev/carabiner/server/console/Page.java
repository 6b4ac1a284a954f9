package dev.carabiner.server.console;

/// A subject of the console: one page or a few that belong together.
///
/// To add one: a class that implements this, a record of what its template draws, and the template
/// in `src/main/jte/console`; then one line in `ConsoleWiring`.
@FunctionalInterface
public interface Page {
  /// Hangs the routes; called once, at start.
  void hang(ConsoleRoutes routes);
}
