package dev.carabiner.server.oauth;

import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundRequest;

/// The only line of this room that touches the network; the guarded client's `send` fits.
@FunctionalInterface
public interface Wire {
  /// Sends `request` once; see [OutboundAnswer] for how that may end.
  OutboundAnswer send(OutboundRequest request, BeforeSending beforeSending);

  /// The same, saying what it is for; makes no difference to the request.
  default OutboundAnswer send(Errand errand, OutboundRequest request, BeforeSending beforeSending) {
    return send(request, beforeSending);
  }
}
