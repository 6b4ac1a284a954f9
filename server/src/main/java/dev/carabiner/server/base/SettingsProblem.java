package dev.carabiner.server.base;

/// A settings or catalogue file that cannot be used: one line, `FILE:LINE: KEY: what is wrong;
/// allowed: …`.
public final class SettingsProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SettingsProblem(String file, int line, String key, String whatIsWrong) {
    super(file + ":" + line + ": " + key + ": " + whatIsWrong);
  }
}
