package dev.carabiner.server.statistics;

/// Something that is counted for an app.
///
/// @param detail the error code of a refused read, the outcome of a failed refresh; else empty
public record Deed(Kind kind, String detail) {
  /// A read that was answered with a token.
  public static final Deed HANDED_OUT = new Deed(Kind.HANDED_OUT, "");

  /// A refresh that brought a new token.
  public static final Deed REFRESHED = new Deed(Kind.REFRESHED, "");

  /// The kinds.
  public enum Kind {
    HANDED_OUT("handed_out"),
    READ_REFUSED("read_refused"),
    REFRESHED("refreshed"),
    REFRESH_FAILED("refresh_failed");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// As it is stored and shown.
    public String word() {
      return word;
    }

    /// The kind that `word` means.
    ///
    /// @throws IllegalArgumentException for any other word
    public static Kind of(String word) {
      for (var kind : values()) if (kind.word.equals(word)) return kind;
      throw new IllegalArgumentException("there is no deed " + word);
    }
  }

  /// A read that was refused with that code.
  public static Deed readRefused(String errorCode) {
    return new Deed(Kind.READ_REFUSED, errorCode);
  }

  /// A refresh that brought nothing, with that outcome.
  public static Deed refreshFailed(String outcome) {
    return new Deed(Kind.REFRESH_FAILED, outcome);
  }
}
