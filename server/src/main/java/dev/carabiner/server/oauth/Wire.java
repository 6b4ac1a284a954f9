package dev.carabiner.server.oauth;

import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundRequest;

/// The only line of this room that touches the network; the guarded client's `send` fits.
@FunctionalInterface
public interface Wire {
  /// Sends `request` once; see [OutboundAnswer] for how that may end.
  OutboundAnswer send(OutboundRequest request, BeforeSending beforeSending);
}
