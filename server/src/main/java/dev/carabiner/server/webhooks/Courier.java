package dev.carabiner.server.webhooks;

import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundRequest;

/// The way to receivers: the guarded way out, or what a test puts in its place.
@FunctionalInterface
public interface Courier {
  /// Sends once and waits for the answer, to the request's deadline at most.
  OutboundAnswer send(OutboundRequest request);
}
