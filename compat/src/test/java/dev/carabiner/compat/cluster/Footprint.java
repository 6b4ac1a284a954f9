package dev.carabiner.compat.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a process has of the machine now, as Linux counts it.
///
/// @param threads the operating system's
/// @param descriptors files and sockets that are open
/// @param memory KiB that are resident
record Footprint(long threads, long descriptors, long memory) {
  static Footprint of(long pid) {
    var process = Path.of("/proc", Long.toString(pid));
    try (var open = Files.list(process.resolve("fd"))) {
      var status = Files.readString(process.resolve("status"));
      return new Footprint(number(status, "Threads"), open.count(), number(status, "VmRSS"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// The most of each, of this one and of those nodes now.
  Footprint or(List<ServerNode> nodes) {
    var most = this;
    for (var node : nodes) {
      var one = of(node.pid());
      most =
          new Footprint(
              Math.max(most.threads, one.threads),
              Math.max(most.descriptors, one.descriptors),
              Math.max(most.memory, one.memory));
    }
    return most;
  }

  private static long number(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + status));
  }
}
