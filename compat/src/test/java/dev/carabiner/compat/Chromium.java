package dev.carabiner.compat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/// A real browser without a screen. Nothing but loopback has a name for it.
final class Chromium implements AutoCloseable {
  private final NodeProcess process;

  private Chromium(NodeProcess process) {
    this.process = process;
  }

  static Chromium start() {
    var process = NodeProcess.start("chromium.mjs", program().toString());
    process.greeting();
    return new Chromium(process);
  }

  private static Path program() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "chromium"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no chromium on the PATH"));
  }

  /// A window that shares no cookie with another one.
  Window open(Look look) {
    return new Window(process, process.value("open", look.told()).asString());
  }

  Window open() {
    return open(Look.DESKTOP);
  }

  /// @param script whether pages may run scripts
  /// @param width of the window in CSS pixels
  /// @param policed whether the browser obeys the pages' content security policies
  record Look(boolean script, int width, boolean dark, boolean policed) {
    static final Look DESKTOP = new Look(true, 1280, false, true);
    static final Look PHONE = new Look(true, 390, false, true);
    static final Look DARK = new Look(true, 1280, true, true);
    static final Look DARK_PHONE = new Look(true, 390, true, true);
    static final Look WITHOUT_SCRIPT = new Look(false, 1280, false, true);
    static final Look WITHOUT_POLICY = new Look(true, 1280, false, false);

    private Map<String, String> told() {
      return Map.of(
          "javaScript", Boolean.toString(script),
          "width", Integer.toString(width),
          "dark", Boolean.toString(dark),
          "policed", Boolean.toString(policed));
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
