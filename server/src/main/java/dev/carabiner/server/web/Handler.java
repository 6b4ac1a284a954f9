package dev.carabiner.server.web;

/// Answers one kind of request. Runs on a virtual thread of its own and may block.
@FunctionalInterface
public interface Handler {
  /// The reply; a [Problem] may be thrown instead and becomes the error reply that it describes.
  Reply handle(Request request);
}
