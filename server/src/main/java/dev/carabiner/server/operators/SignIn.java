package dev.carabiner.server.operators;

import java.time.Duration;

/// How an attempt to sign in ended.
public sealed interface SignIn {
  /// Signed in.
  ///
  /// @param cookie the value of the new session's cookie; a bearer value
  record In(String cookie) implements SignIn {
    @Override
    public String toString() {
      return "In";
    }
  }

  /// The password is right; a code is wanted too.
  ///
  /// @param cookie of a session that is good for giving the code and nothing else
  record CodeWanted(String cookie) implements SignIn {
    @Override
    public String toString() {
      return "CodeWanted";
    }
  }

  /// Wrong, and nobody is told what.
  record Refused() implements SignIn {}

  /// Too many tries; this one was not looked at.
  record Wait(Duration left) implements SignIn {}
}
