package dev.carabiner.server.api;

import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.web.Handler;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;

/// Lets only callers with a scope through; the gate of another room, tied to this one where
/// everything is put together.
@FunctionalInterface
public interface Guard {
  /// A handler that answers callers with `scope` by `handler` and refuses all others.
  Handler guarding(String scope, Guarded handler);

  /// A handler that knows who asks.
  @FunctionalInterface
  interface Guarded {
    /// The reply to that caller.
    Reply handle(Caller caller, Request request);
  }
}
