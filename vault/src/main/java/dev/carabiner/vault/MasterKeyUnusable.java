package dev.carabiner.vault;

/// The master key is missing, malformed, or not the one that the store was sealed with.
public final class MasterKeyUnusable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MasterKeyUnusable(String message) {
    super(message);
  }
}
