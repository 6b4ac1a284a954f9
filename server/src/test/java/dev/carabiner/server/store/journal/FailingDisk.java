package dev.carabiner.server.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// A disk that can be full, or broken.
final class FailingDisk implements Disk {
  volatile long room = Long.MAX_VALUE;
  volatile boolean writesFail;
  volatile boolean forcesFail;
  final AtomicLong forces = new AtomicLong();

  @Override
  public void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
    if (writesFail) throw new IOException("Input/output error");
    var grows = position + bytes.remaining() - file.size();
    if (grows > room) throw new IOException("No space left on device");
    if (grows > 0) room -= grows;
    Disk.REAL.write(file, bytes, position);
  }

  @Override
  public void force(FileChannel file) throws IOException {
    forces.incrementAndGet();
    if (forcesFail) throw new IOException("Input/output error");
    Disk.REAL.force(file);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    Disk.REAL.forceFolder(folder);
  }
}
