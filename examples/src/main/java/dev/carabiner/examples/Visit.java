package dev.carabiner.examples;

import java.util.Optional;

/// One request of a browser.
///
/// @param method GET or POST
/// @param browser the session that the browser's cookie names, if there is one
record Visit(
    String method,
    String path,
    Parameters query,
    Parameters form,
    Optional<BrowserSession> browser) {

  /// Who is signed in.
  Optional<User> user() {
    return browser.flatMap(BrowserSession::user);
  }

  /// For the forms of a page.
  String csrf() {
    return browser.map(BrowserSession::csrf).orElse("");
  }
}
