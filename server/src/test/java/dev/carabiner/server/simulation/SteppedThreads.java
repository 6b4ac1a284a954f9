package dev.carabiner.server.simulation;

import java.lang.reflect.Constructor;
import java.util.concurrent.Executor;

/// Virtual threads whose turns an executor of ours gives. The runtime has them, but no public way
/// to make one; the tests' command line opens `java.lang` for it.
final class SteppedThreads {
  private static final Constructor<?> BUILDER = builder();

  private SteppedThreads() {}

  static Thread unstarted(Executor turns, Runnable work) {
    try {
      return ((Thread.Builder.OfVirtual) BUILDER.newInstance(turns)).unstarted(work);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("a virtual thread cannot be made", impossible);
    }
  }

  private static Constructor<?> builder() {
    try {
      var builder =
          Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
              .getDeclaredConstructor(Executor.class);
      builder.setAccessible(true);
      return builder;
    } catch (ReflectiveOperationException | RuntimeException closed) {
      throw new IllegalStateException(
          "the simulation needs --add-opens java.base/java.lang=ALL-UNNAMED on a JDK 25", closed);
    }
  }
}
