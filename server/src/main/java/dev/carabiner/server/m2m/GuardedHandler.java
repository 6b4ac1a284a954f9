package dev.carabiner.server.m2m;

import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;

/// Answers a request whose caller is known and may.
@FunctionalInterface
public interface GuardedHandler {
  /// The reply; a [dev.carabiner.server.web.Problem] may be thrown instead.
  Reply handle(Caller caller, Request request);
}
