package dev.carabiner.server.webhooks;

import dev.carabiner.server.base.VirtualWorkers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Another process that delivers what waits in a store in a file, until it is killed.
final class DeliveringProcess implements AutoCloseable {
  private final Process process;

  private DeliveringProcess(Process process) {
    this.process = process;
  }

  public static void main(String[] arguments) throws InterruptedException {
    var bench =
        new DeliveryBench(Path.of(arguments[0]), DeliveryBench.START, List.of(arguments[1]));
    bench.job(new VirtualWorkers(), Dispatch.DEADLINE).run();
    new CountDownLatch(1).await();
  }

  static DeliveringProcess start(Path folder, Receiver receiver) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            DeliveringProcess.class.getName(),
            folder.toString(),
            receiver.authority());
    var quiet = ProcessBuilder.Redirect.DISCARD;
    return new DeliveringProcess(
        new ProcessBuilder(command).redirectError(quiet).redirectOutput(quiet).start());
  }

  /// Kills it without warning (SIGKILL).
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
