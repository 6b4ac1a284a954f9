package dev.carabiner.server.webhooks;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.Workers;
import dev.carabiner.server.webhooks.Attempt.Ending;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Delivers what waits for webhooks. Each webhook has a few places of its own, one while it fails:
/// a slow or dead receiver keeps nobody else waiting. Nothing is read ahead, so a backlog costs no
/// memory.
public final class DeliveryJob implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(DeliveryJob.class.getName());

  /// Longer than an attempt, so that no other node makes the same one meanwhile.
  static final Duration LEASE = Duration.ofSeconds(60);

  static final int PLACES = 4;
  private static final int PLACES_OF_ALL = 256;

  /// So few use the store at once, lest those who read tokens wait for a connection.
  private static final int STORE_TURNS = 3;

  private final WebhookStore store;
  private final Dispatch dispatch;
  private final Workers workers;
  private final Places places = new Places(PLACES_OF_ALL);
  private final Semaphore storeTurns = new Semaphore(STORE_TURNS);
  private volatile boolean closing;

  public DeliveryJob(WebhookStore store, Dispatch dispatch, Workers workers) {
    this.store = store;
    this.dispatch = dispatch;
    this.workers = workers;
  }

  /// Begins what is due, as far as places are free.
  public void run() {
    for (var due : store.due(PLACES)) {
      var most = due.failing() ? 1 : due.ready();
      for (var i = 0; i < most && !closing && places.take(due.key(), most); i++)
        workers.start(() -> inItsPlace(due.key()));
    }
  }

  /// Lets the attempts under way end.
  @Override
  public void close() {
    closing = true;
    workers.close();
  }

  private void inItsPlace(Webhook.Key webhook) {
    try {
      var goesWell = true;
      while (goesWell && !closing) goesWell = deliverNext(webhook);
    } catch (Fault trouble) {
      // the lease runs out, and it is tried again
      LOG.log(System.Logger.Level.WARNING, "webhook {0}: {1}", webhook.id(), trouble.getMessage());
    } catch (RuntimeException bug) {
      LOG.log(System.Logger.Level.ERROR, "webhook " + webhook.id() + ": a delivery failed", bug);
    } finally {
      places.free(webhook);
    }
  }

  private boolean deliverNext(Webhook.Key webhook) {
    var attempt = atTheStore(() -> store.take(webhook, LEASE));
    if (attempt.isEmpty()) return false;
    var ending = dispatch.make(attempt.get());
    if (atTheStore(() -> store.settle(attempt.get(), ending))) log(attempt.get(), ending);
    return ending instanceof Ending.Delivered;
  }

  private <T> T atTheStore(Supplier<T> work) {
    storeTurns.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      storeTurns.release();
    }
  }

  private static void log(Attempt attempt, Ending ending) {
    var webhook = attempt.webhook().key().id();
    var message = attempt.event().id();
    switch (ending) {
      case Ending.Delivered _ -> {}
      case Ending.Again(var status, var at, _) ->
          LOG.log(
              System.Logger.Level.WARNING,
              "webhook {0}: message {1} was not delivered, {2}; again at {3}",
              webhook,
              message,
              answered(status),
              at);
      case Ending.GivenUp(var status, var stop) -> {
        LOG.log(
            System.Logger.Level.ERROR,
            "webhook {0}: message {1} is given up, {2}",
            webhook,
            message,
            answered(status));
        stop.ifPresent(why ->
            LOG.log(
                System.Logger.Level.ERROR,
                "webhook {0} is switched off: {1}",
                webhook,
                why.word()));
      }
    }
  }

  private static String answered(Optional<Integer> status) {
    return status.map(code -> "status " + code).orElse("no answer");
  }
}
