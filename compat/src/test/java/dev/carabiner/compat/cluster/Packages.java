package dev.carabiner.compat.cluster;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.carabiner.compat.Alone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Software of the operating system that a long run needs. Where it is missing it is installed, as
/// root on a system with `apt-get`; elsewhere the run is skipped and says so.
final class Packages {
  private Packages() {}

  /// @param programs files that must be there
  /// @param packages what brings them
  static void need(List<Path> programs, String... packages) {
    if (programs.stream().allMatch(Files::isExecutable)) return;
    if (!System.getProperty("user.name").equals("root")
        || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
      var missing =
          "SKIPPED: needs "
              + programs
              + ": as root on Debian: apt-get install "
              + String.join(" ", packages);
      System.err.println(missing);
      abort(missing);
    }
    Alone.during("packages", () -> install(packages));
  }

  private static void install(String... packages) {
    Commands.run("apt-get", "update");
    Commands.run(
        Arrays.stream(
                ("env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "
                        + String.join(" ", packages))
                    .split(" "))
            .toArray(String[]::new));
  }
}
