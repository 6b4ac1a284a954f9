package dev.carabiner.server.web;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// How many connections the files that this process may open are enough for.
final class OpenFiles {
  private OpenFiles() {}

  /// At most `most`, and a quarter of the files: the engine's listener ends for good when a
  /// connection finds none left.
  static int connections(int most) {
    var files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : Long.MAX_VALUE;
    return Math.clamp(files / 4, 1, most);
  }
}
