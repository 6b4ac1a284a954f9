package dev.carabiner.server.outbound;

/// Asked once, when the connection stands and before the first byte of the request is written.
@FunctionalInterface
public interface BeforeSending {
  /// No objection.
  BeforeSending GO = () -> true;

  /// Whether to send; false ends the call as [OutboundAnswer.NotSent].
  boolean mayGo();
}
