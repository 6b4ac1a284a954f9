package dev.carabiner.server.console.parts;

import java.util.Locale;

/// What a colour says. Never alone: an icon and a word say it too.
public enum Tone {
  /// Works.
  OK(Icon.CHECK),
  /// Works, but not for ever.
  WARN(Icon.TRIANGLE),
  /// Does not work.
  BAD(Icon.ALERT),
  /// Pending, revoked, expired, off.
  IDLE(Icon.CLOCK),
  /// Worth knowing.
  INFO(Icon.INFO);

  private final Icon icon;

  Tone(Icon icon) {
    this.icon = icon;
  }

  /// The class of the style sheet.
  public String style() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The icon that goes with it where nothing better does.
  public Icon icon() {
    return icon;
  }
}
