package dev.carabiner.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DepartureTest {
  private static final Instant STORE_TIME = Instant.parse("2026-11-30T12:00:00Z");

  private final AtomicLong nanos = new AtomicLong();
  private final Departure departure =
      new Departure(new Departure.Clocks(() -> STORE_TIME, nanos::get));

  @Test
  void a_life_begins_no_later_than_it_does_at_the_provider() {
    passes(Duration.ofSeconds(2));
    departure.claimedAt(STORE_TIME);
    passes(Duration.ofSeconds(1));
    assertThat(departure.mayGo()).isTrue();
    assertThat(departure.start()).isEqualTo(STORE_TIME.plusSeconds(1));
  }

  @Test
  void the_store_may_have_answered_long_after_it_made_the_claim() {
    passes(Duration.ofSeconds(2));
    departure.claimedAt(STORE_TIME);
    passes(Duration.ofSeconds(1));
    assertThat(departure.latestNow()).isEqualTo(STORE_TIME.plusSeconds(3));
  }

  @Test
  void who_took_too_long_from_the_claim_on_sends_nothing() {
    departure.claimedAt(STORE_TIME);
    passes(Departure.LATEST.plusMillis(1));
    assertThat(departure.mayGo()).isFalse();
    assertThat(departure.wasHeldBack()).isTrue();
  }

  private void passes(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
