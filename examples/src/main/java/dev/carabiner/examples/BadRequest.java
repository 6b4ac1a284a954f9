package dev.carabiner.examples;

/// A request that no page or form of ours makes.
final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String words;

  /// @param words for the person in front of the browser
  BadRequest(int status, String words) {
    super(words);
    this.status = status;
    this.words = words;
  }

  int status() {
    return status;
  }

  String words() {
    return words;
  }
}
