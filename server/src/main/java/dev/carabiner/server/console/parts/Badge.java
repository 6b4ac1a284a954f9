package dev.carabiner.server.console.parts;

/// A state in a pill: icon, word and colour together.
public record Badge(Tone tone, Icon icon, String words) {
  public static Badge connected() {
    return new Badge(Tone.OK, Icon.CHECK, "Connected");
  }

  public static Badge needsReconnect() {
    return new Badge(Tone.BAD, Icon.CROSS, "Needs reconnect");
  }

  public static Badge pending() {
    return new Badge(Tone.IDLE, Icon.CLOCK, "Pending");
  }

  public static Badge revoked() {
    return new Badge(Tone.IDLE, Icon.DASH, "Revoked");
  }

  public static Badge expired() {
    return new Badge(Tone.IDLE, Icon.CROSS, "Expired");
  }

  /// Good news that is no session's state, such as "Answers".
  public static Badge good(String words) {
    return new Badge(Tone.OK, Icon.CHECK, words);
  }

  /// Trouble that still lets things work, such as "Not answering".
  public static Badge trouble(String words) {
    return new Badge(Tone.WARN, Icon.TRIANGLE, words);
  }

  /// Something that runs out, such as "Ends in 3 days".
  public static Badge ending(String words) {
    return new Badge(Tone.WARN, Icon.CLOCK, words);
  }

  /// Something that does not work, such as "Refuses our credentials".
  public static Badge bad(String words) {
    return new Badge(Tone.BAD, Icon.CROSS, words);
  }

  /// A newer session of the same user and account is there.
  public static Badge superseded() {
    return new Badge(Tone.INFO, Icon.ARROWS, "Replaced by a newer one");
  }

  /// The place in a settings file that owns the thing, such as `carabiner.yaml:42`.
  public static Badge file(String place) {
    return new Badge(Tone.IDLE, Icon.FILE, place);
  }
}
