package dev.carabiner.server.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.console.parts.Told.Piece;
import dev.carabiner.server.exchanges.Exchange;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
  @Test
  void a_slow_refusal_tells_how_long_it_took_how_often_it_came_and_the_word_that_decided() {
    var first = Told.ended().refusedAt(Told.ago(3)).refusal().orElseThrow();
    var now = Told.NOW;
    var slow =
        new Exchange(
            first.id(),
            first.subject(),
            new Exchange.Span(
                first.span().first(), now.minusSeconds(60), 4, Duration.ofMillis(1260)),
            new Exchange.Asked(
                "refresh",
                "POST",
                "https://google.example/token",
                "{\"headers\":{},\"body\":{\"refresh_token\":\"sealed, #3\"}}"),
            new Exchange.Answered(
                first.answered().status(),
                "{\"headers\":{},\"body\":{\"error\":\"invalid_grant\"}}"),
            first.verdict());

    var days = Timeline.of(List.of(slow), "Google", now);

    assertThat(days.firstEntry().getKey()).isEqualTo("Today, 12 January 2027");
    var entry = days.firstEntry().getValue().getFirst();
    assertThat(entry.what()).isEqualTo("Renewal: Google says the grant is over");
    assertThat(entry.how()).isEqualTo("1.3 s · 4 times since 13:23:00");
    assertThat(entry.messages().getFirst().pieces()).contains(Piece.sealed("sealed, #3"));
    assertThat(entry.messages().getLast().pieces()).contains(Piece.decided("invalid_grant"));
  }
}
