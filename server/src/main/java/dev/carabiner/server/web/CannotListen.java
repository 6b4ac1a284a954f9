package dev.carabiner.server.web;

/// A listener that cannot start: one line for the operator that says why and what to do.
public final class CannotListen extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotListen(String message) {
    super(message);
  }
}
