package dev.carabiner.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What only one of this build's processes may do at a time.
public final class Alone {
  private Alone() {}

  /// Does `work` while no other process of this build does anything of that name. One thread at a
  /// time.
  public static void during(String name, Runnable work) {
    try {
      var file = Files.createDirectories(Path.of("target")).resolve(name + ".lock");
      try (var channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        work.run();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
