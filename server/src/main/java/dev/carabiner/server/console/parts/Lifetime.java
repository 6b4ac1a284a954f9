package dev.carabiner.server.console.parts;

/// How much of a life is left. The words say it; the bar supports them.
///
/// @param strong what is said first, such as "26 min left"
/// @param rest what follows it; empty for nothing
/// @param left in percent, 0 to 100
/// @param style a fill class: `fill-ok`, `fill-warn` or `fill-1`
public record Lifetime(String strong, String rest, int left, String style) {
  public Lifetime {
    left = Math.clamp(left, 0, 100);
  }

  public static Lifetime good(String strong, String rest, int left) {
    return new Lifetime(strong, rest, left, "fill-ok");
  }

  /// Cannot be renewed now, or ends within seven days.
  public static Lifetime ending(String strong, String rest, int left) {
    return new Lifetime(strong, rest, left, "fill-warn");
  }

  public static Lifetime ended(String strong) {
    return new Lifetime(strong, "", 0, "fill-ok");
  }
}
