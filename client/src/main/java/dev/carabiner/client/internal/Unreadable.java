package dev.carabiner.client.internal;

/** An answer that is not what the contract says. Names the place, never quotes the content. */
public final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unreadable(String message) {
    super(message);
  }
}
