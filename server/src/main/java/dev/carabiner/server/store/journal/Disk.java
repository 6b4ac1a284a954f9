package dev.carabiner.server.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What the journal asks of the disk; a test stands in between to make it fail.
interface Disk {
  /// The machine's own.
  Disk REAL =
      new Disk() {
        @Override
        public void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
          var at = position;
          while (bytes.hasRemaining()) at += file.write(bytes, at);
        }

        @Override
        public void force(FileChannel file) throws IOException {
          file.force(false);
        }

        @Override
        public void forceFolder(Path folder) throws IOException {
          try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
          }
        }
      };

  /// Writes all bytes from that position on.
  void write(FileChannel file, ByteBuffer bytes, long position) throws IOException;

  /// Makes what was written durable.
  void force(FileChannel file) throws IOException;

  /// Makes the names of the folder's files durable.
  void forceFolder(Path folder) throws IOException;
}
