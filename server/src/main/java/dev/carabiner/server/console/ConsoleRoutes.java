package dev.carabiner.server.console;

import dev.carabiner.server.operators.Role;

/// Where pages hang their routes. This is the one place that says who may do what: every route
/// names the least role, and what is dangerous is a method of its own.
public interface ConsoleRoutes {
  /// Shows something; changes nothing.
  ///
  /// @param pattern under `/console`, as [dev.carabiner.server.web.Routes] has it
  void get(String pattern, Role least, Handling handling);

  /// As [#get], for a page that leads to something dangerous: whoever has not given the password
  /// within ten minutes is asked for it first.
  void guarded(String pattern, Role least, Handling handling);

  /// Changes something. The request has come from one of our pages, whoever sent it.
  void post(String pattern, Role least, Handling handling);

  /// Changes something that cannot be changed back, or that has to do with secrets: whoever has not
  /// given the password within ten minutes is asked for it first. The browser then comes back to
  /// `askAgain`, the page whose form leads here, and the form is sent anew.
  void dangerous(String pattern, Role least, String askAgain, Handling handling);

  /// Answers a visit. Runs on a virtual thread and may block. A [dev.carabiner.server.web.Problem]
  /// becomes a page that says it in words.
  @FunctionalInterface
  interface Handling {
    Answer answer(Visit visit);
  }
}
