package dev.carabiner.vault;

/// A sealed value that does not open: wrong key, wrong binding, or changed bytes. Which of these it
/// was cannot be told.
public final class SealBroken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Names the field that does not open; never its content.
  public SealBroken(String field) {
    super(
        "The sealed value of "
            + field
            + " does not open: wrong key, wrong place, or changed bytes.");
  }
}
