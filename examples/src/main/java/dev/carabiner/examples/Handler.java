package dev.carabiner.examples;

/// Answers one address.
interface Handler {
  Reply handle(Visit visit);

  /// The same for people who are signed in.
  interface ForUser {
    Reply handle(Visit visit, User user);
  }

  /// Sends everybody else to the sign-in page.
  static Handler signedIn(ForUser handler) {
    return visit ->
        visit
            .user()
            .map(user -> handler.handle(visit, user))
            .orElseGet(() -> Reply.seeOther("/sign-in"));
  }
}
