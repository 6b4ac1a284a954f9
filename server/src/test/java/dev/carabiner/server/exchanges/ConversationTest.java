package dev.carabiner.server.exchanges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.oauth.Errand;
import dev.carabiner.server.oauth.Wire;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.statistics.Tally;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ConversationTest {
  private static final Instant NOW = Instant.parse("2027-01-01T12:00:00Z");
  private static final Session.Key SESSION =
      new Session.Key(
          Workspace.DEFAULT, new AppKey("notes"), SessionId.parse("A".repeat(43)).orElseThrow());

  private final List<Exchange> kept = new ArrayList<>();
  private final AtomicLong ticks = new AtomicLong();
  private boolean storeWorks = true;
  private final Recorder recorder = new Recorder(store(), "node-1", new RandomValues());

  private ExchangeStore store() {
    return new ExchangeStore() {
      @Override
      public void keep(List<Exchange> exchanges) {
        if (!storeWorks) throw new Fault(FaultCode.STORE_UNAVAILABLE, "The store does not answer");
        kept.addAll(exchanges);
      }

      @Override
      public List<Exchange> of(
          Workspace workspace, SessionId session, Optional<Cursor> after, int limit) {
        return List.copyOf(kept);
      }

      @Override
      public void forgetBefore(Instant time) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private ObservedWire answering(int status) {
    return over((_, _) -> {
      ticks.addAndGet(Duration.ofMillis(120).toNanos());
      return new OutboundAnswer.Answered(status, Map.of(), Secret.of("{}"));
    });
  }

  private ObservedWire over(Wire wire) {
    return new ObservedWire(wire, recorder, new Tally(() -> NOW), () -> NOW, ticks::get);
  }

  private static OutboundAnswer send(Wire wire, Errand.Kind kind) {
    var request =
        new OutboundRequest(
            "POST",
            URI.create("https://api.example/" + kind.word()),
            Map.of(),
            Optional.empty(),
            Duration.ofSeconds(1));
    return wire.send(new Errand(kind, "example", "crm"), request, BeforeSending.GO);
  }

  private static Decision decision(String text) {
    return new Decision(Outcome.GRANTED, Optional.empty(), () -> text);
  }

  private static <T> T talking(Supplier<T> work) {
    return Conversation.about(SESSION, 3, work);
  }

  @Test
  void a_decision_is_tied_to_the_request_heard_last() {
    var wire = answering(200);
    talking(() -> {
      send(wire, Errand.Kind.DISCOVERY);
      send(wire, Errand.Kind.REFRESH);
      Conversation.decided(decision("stored"));
      return send(wire, Errand.Kind.ACCOUNT_LOOKUP);
    });
    recorder.flush();

    assertThat(kept)
        .extracting(each -> each.asked().kind())
        .containsExactly("discovery", "refresh", "account_lookup");
    assertThat(kept)
        .extracting(each -> each.verdict().text().orElse("none"))
        .containsExactly("none", "stored", "none");
    assertThat(kept).allMatch(each -> each.subject().generation() == 3);
    assertThat(kept).allMatch(each -> each.span().took().toMillis() == 120);
  }

  @Test
  void nothing_is_kept_of_what_concerns_no_session_and_of_work_that_asks_nothing() {
    send(answering(200), Errand.Kind.DISCOVERY);
    talking(() -> {
      Conversation.decided(decision("nothing was asked"));
      return 0;
    });
    recorder.flush();

    assertThat(kept).isEmpty();
  }

  @Test
  void an_answer_that_comes_after_the_decision_is_told_by_itself() {
    var conversation = new ArrayList<Conversation>();
    var late =
        over((_, _) -> {
          Conversation.decided(
              new Decision(Outcome.IN_DOUBT, Optional.of("deadline"), () -> "waits"));
          conversation.getFirst().report();
          return new OutboundAnswer.Answered(200, Map.of(), Secret.of("{}"));
        });
    talking(() -> {
      conversation.add(Conversation.current().orElseThrow());
      var answer = send(late, Errand.Kind.REFRESH);
      Conversation.decided(decision("stored after all"));
      return answer;
    });
    recorder.flush();

    assertThat(kept)
        .extracting(each -> each.verdict().text().orElseThrow())
        .containsExactly("waits", "stored after all");
    assertThat(kept)
        .extracting(each -> each.answered().status())
        .containsExactly(Optional.empty(), Optional.of(200));
  }

  @Test
  void equal_neighbours_are_one() {
    var wire = answering(503);
    for (var i = 0; i < 10; i++) talking(() -> send(wire, Errand.Kind.REFRESH));
    talking(() -> send(answering(200), Errand.Kind.REFRESH));
    talking(() -> send(wire, Errand.Kind.REFRESH));
    recorder.flush();

    assertThat(kept).extracting(each -> each.span().times()).containsExactly(10L, 1L, 1L);
  }

  @Test
  void a_store_in_trouble_and_a_full_queue_cost_exchanges_and_nothing_else() {
    var wire = answering(200);
    storeWorks = false;
    assertThat(talking(() -> send(wire, Errand.Kind.REFRESH)))
        .isInstanceOf(OutboundAnswer.Answered.class);
    recorder.flush();
    storeWorks = true;
    for (var i = 0; i < 1500; i++) talking(() -> send(wire, Errand.Kind.REFRESH));
    recorder.flush();

    assertThat(kept.stream().mapToLong(each -> each.span().times()).sum()).isEqualTo(1000);
  }

  @Test
  void an_objection_before_the_first_byte_comes_through_and_is_told() {
    var wire =
        over((_, _) -> {
          throw new Fault(FaultCode.STORE_UNAVAILABLE, "the journal is full");
        });
    assertThatThrownBy(() -> talking(() -> send(wire, Errand.Kind.REFRESH)))
        .isInstanceOf(Fault.class);
    recorder.flush();

    assertThat(kept)
        .singleElement()
        .matches(each -> each.verdict().outcome() == Outcome.NOT_DONE)
        .matches(each -> each.answered().received().contains("held back"));
  }
}
