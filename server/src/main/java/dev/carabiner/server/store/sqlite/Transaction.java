package dev.carabiner.server.store.sqlite;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.store.engine.Engine.Verdict;
import dev.carabiner.server.store.engine.Engine.Work;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;

/// One transaction in the writer's queue. Its caller gives it up only while it has not begun, so a
/// caller always knows whether what it wrote is there.
final class Transaction<T> {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private enum Stage {
    WAITING,
    RUNNING,
    GIVEN_UP
  }

  private final Work<T> work;
  private final Verdict<? super T> keep;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
  private final CompletableFuture<T> answer = new CompletableFuture<>();

  Transaction(Work<T> work, Verdict<? super T> keep) {
    this.work = work;
    this.keep = keep;
  }

  /// Runs it on the writer's connection and tells the caller how it ended.
  void run(Handle handle) {
    if (!stage.compareAndSet(Stage.WAITING, Stage.RUNNING)) return;
    try {
      answer.complete(commit(handle));
    } catch (Throwable problem) {
      answer.completeExceptionally(problem);
    }
  }

  private T commit(Handle handle) {
    handle.execute("BEGIN IMMEDIATE");
    try {
      var result = work.run(handle);
      handle.execute(keep.keeps(result) ? "COMMIT" : "ROLLBACK");
      return result;
    } catch (Throwable problem) {
      rollBack(handle, problem);
      throw problem;
    }
  }

  private static void rollBack(Handle handle, Throwable problem) {
    try {
      handle.execute("ROLLBACK");
    } catch (RuntimeException nothingToRollBack) {
      // After a full disk or an I/O error SQLite has rolled back by itself.
      problem.addSuppressed(nothingToRollBack);
    }
  }

  /// Ends it without running it.
  void refuse(Fault why) {
    if (stage.compareAndSet(Stage.WAITING, Stage.GIVEN_UP)) answer.completeExceptionally(why);
  }

  /// Waits for the end.
  T await() {
    try {
      return answer.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException ended) {
      throw problem(ended);
    } catch (TimeoutException late) {
      refuse(new Fault(FaultCode.STORE_UNAVAILABLE, "The store has too much to write", late));
      return awaitEnd();
    } catch (InterruptedException interrupted) {
      refuse(new Fault(FaultCode.STORE_UNAVAILABLE, "The write was interrupted", interrupted));
      try {
        return awaitEnd();
      } finally {
        Thread.currentThread().interrupt();
      }
    }
  }

  private T awaitEnd() {
    try {
      return answer.join();
    } catch (java.util.concurrent.CompletionException ended) {
      throw problem(ended);
    }
  }

  private static RuntimeException problem(Exception ended) {
    return switch (ended.getCause()) {
      case RuntimeException problem -> SqliteTrouble.translate(problem);
      case Error error -> throw error;
      case null, default -> new IllegalStateException(ended);
    };
  }
}
