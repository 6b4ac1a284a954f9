package dev.carabiner.server.webhooks;

import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.base.Workers;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.Outbound;
import dev.carabiner.server.outbound.OutboundRules;
import dev.carabiner.server.store.WebhookBench;
import dev.carabiner.server.webhooks.Webhooks.Outcome;
import dev.carabiner.vault.KeyRing;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/// The room with a real store, a real way out, and a clock that only the test moves.
final class DeliveryBench implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-23T20:00:00Z");

  /// The same in every process, so that one opens what another sealed.
  private static final Secret MASTER = Secret.of(new byte[32]);

  /// Does the work in the caller's thread.
  static final Workers HERE =
      new Workers() {
        @Override
        public void start(Runnable work) {
          work.run();
        }

        @Override
        public boolean await(CompletableFuture<?> done, Duration longest) {
          return done.isDone();
        }

        @Override
        public void pause(Duration duration) {}

        @Override
        public void close() {}
      };

  final WebhookBench bench;
  final Webhooks webhooks;
  private final Outbound outbound;
  private final Vault vault;

  /// @param receivers host and port of those who may be told
  DeliveryBench(Path folder, Instant start, List<String> receivers) {
    bench = new WebhookBench(folder, start);
    outbound = new Outbound(OutboundRules.parse(receivers));
    vault = new Vault(KeyRing.of(MASTER, List.of()));
    webhooks =
        new Webhooks(
            bench.webhooks(),
            vault,
            new RandomValues(),
            address -> outbound.permits(address, Dispatch.DEADLINE));
  }

  DeliveryJob job(Workers workers, Duration deadline) {
    return new DeliveryJob(bench.webhooks(), dispatch(deadline), workers);
  }

  DeliveryJob job() {
    return job(HERE, Dispatch.DEADLINE);
  }

  Dispatch dispatch(Duration deadline) {
    return new Dispatch(
        request -> outbound.send(request, BeforeSending.GO),
        vault,
        new RetrySchedule(new Random(7)),
        bench,
        deadline);
  }

  Outcome.Done made(URI url, String... events) {
    var outcome = webhooks.make(Workspace.DEFAULT, new Subscription(url, List.of(events)));
    return (Outcome.Done) outcome;
  }

  static String text(Outcome.Done done) {
    return done.secret().orElseThrow().reveal(Reveal.TO_THE_PERSON_WHO_MADE_IT);
  }

  @Override
  public void close() {
    outbound.close();
    bench.close();
  }
}
