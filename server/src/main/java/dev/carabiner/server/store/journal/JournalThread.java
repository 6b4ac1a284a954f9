package dev.carabiner.server.store.journal;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The one thread that touches the journal's files, in the order of asking. What was asked for
/// while it was busy it takes up together, and makes durable by one sync.
///
/// Callers wait without an end and cannot be interrupted: a file that is in use by an interrupted
/// thread would be closed, and whether the record is there would not be known.
final class JournalThread {
  private static final int LARGEST_BATCH = 256;

  private final LinkedBlockingQueue<Task<?>> queue = new LinkedBlockingQueue<>();
  private final ReentrantLock closing = new ReentrantLock();
  private final OpenJournal journal;
  private final Thread thread;
  private boolean isClosed;
  private boolean isLast;

  private JournalThread(OpenJournal journal) {
    this.journal = journal;
    this.thread = Thread.ofPlatform().name("carabiner-journal").daemon().unstarted(this::work);
  }

  static JournalThread start(OpenJournal journal) {
    var started = new JournalThread(journal);
    started.thread.start();
    return started;
  }

  /// Runs `work` there and waits for it.
  <T> T run(Supplier<T> work) {
    return await(put(new Task<>(work, false)));
  }

  /// As [#run], and makes durable what it wrote.
  void runDurably(Runnable work) {
    await(put(new Task<>(asking(work), true)));
  }

  /// Runs `work` there some time; nothing is done when the journal is closed.
  void runLater(Runnable work) {
    var _ = put(new Task<>(asking(work), false));
  }

  /// Does all that was asked for, then ends. Safe to call twice.
  void close() {
    closing.lock();
    try {
      if (!isClosed) queue.add(new Task<>(asking(() -> isLast = true), false));
      isClosed = true;
    } finally {
      closing.unlock();
    }
    var interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  private static Supplier<Boolean> asking(Runnable work) {
    return () -> {
      work.run();
      return true;
    };
  }

  private <T> CompletableFuture<T> put(Task<T> task) {
    closing.lock();
    try {
      if (isClosed)
        task.done.completeExceptionally(
            new Fault(FaultCode.JOURNAL_UNAVAILABLE, "The journal is closed"));
      else queue.add(task);
      return task.done;
    } finally {
      closing.unlock();
    }
  }

  private static <T> T await(CompletableFuture<T> done) {
    try {
      return done.join();
    } catch (CompletionException failed) {
      switch (failed.getCause()) {
        case Fault fault ->
            throw new Fault(fault.code(), String.valueOf(fault.getMessage()), fault);
        case IllegalStateException wrongUse ->
            throw new IllegalStateException(wrongUse.getMessage(), wrongUse);
        case null, default -> throw failed;
      }
    }
  }

  private void work() {
    var batch = new ArrayList<Task<?>>();
    try {
      while (!isLast) {
        batch.add(queue.take());
        queue.drainTo(batch, LARGEST_BATCH - 1);
        run(batch);
        batch.clear();
        if (queue.isEmpty()) new Task<>(asking(journal::tidy), false).run(journal);
      }
    } catch (InterruptedException nobodyInterruptsIt) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(List<Task<?>> batch) {
    for (var task : batch) task.run(journal);
    if (batch.stream().anyMatch(Task::isToBeForced)) {
      try {
        journal.force();
      } catch (RuntimeException failed) {
        batch.stream().filter(Task::isToBeForced).forEach(task -> task.fail(failed));
      }
    }
    batch.forEach(Task::finish);
  }

  private static final class Task<T> {
    private final Supplier<T> work;
    private final boolean durable;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private Runnable answer = () -> {};
    private boolean isFailed;

    Task(Supplier<T> work, boolean durable) {
      this.work = work;
      this.durable = durable;
    }

    void run(OpenJournal journal) {
      try {
        var value = work.get();
        answer = () -> done.complete(value);
      } catch (Fault | IllegalStateException refused) {
        fail(refused);
      } catch (RuntimeException | Error unforeseen) {
        // half of it may have been done
        fail(journal.fail(unforeseen));
      }
    }

    boolean isToBeForced() {
      return durable && !isFailed;
    }

    void fail(RuntimeException failed) {
      isFailed = true;
      answer = () -> done.completeExceptionally(failed);
    }

    void finish() {
      answer.run();
    }
  }
}
