package dev.carabiner.server.base;

/// A settings or catalogue file that cannot be used: one line, `FILE:LINE: KEY: what is wrong;
/// allowed: …`.
public final class SettingsProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String key;

  public SettingsProblem(String file, int line, String key, String whatIsWrong) {
    super(file + ":" + line + ": " + key + ": " + whatIsWrong);
    this.key = key;
  }

  /// The dotted key that leads to what is wrong, from the top of the file.
  public String key() {
    return key;
  }
}
