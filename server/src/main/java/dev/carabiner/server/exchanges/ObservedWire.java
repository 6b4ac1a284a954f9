package dev.carabiner.server.exchanges;

import dev.carabiner.server.base.Monotonic;
import dev.carabiner.server.oauth.Errand;
import dev.carabiner.server.oauth.Wire;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.statistics.CallFigure;
import dev.carabiner.server.statistics.Tally;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// Hears what goes over a wire, and changes nothing of it: counts each call, and tells the
/// [Conversation] that it belongs to.
public final class ObservedWire implements Wire {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  private final Wire wire;
  private final Recorder recorder;
  private final Tally tally;
  private final InstantSource clock;
  private final Monotonic ticks;

  /// @param clock for when a call began
  /// @param ticks for how long it took
  public ObservedWire(
      Wire wire, Recorder recorder, Tally tally, InstantSource clock, Monotonic ticks) {
    this.wire = wire;
    this.recorder = recorder;
    this.tally = tally;
    this.clock = clock;
    this.ticks = ticks;
  }

  @Override
  public OutboundAnswer send(OutboundRequest request, BeforeSending beforeSending) {
    return wire.send(request, beforeSending);
  }

  @Override
  public OutboundAnswer send(Errand errand, OutboundRequest request, BeforeSending beforeSending) {
    var conversation = Conversation.current();
    var call =
        conversation.flatMap(one -> one.asks(recorder, errand.kind(), request, clock.instant()));
    // our own preparations are not the provider's delay
    var begun = new AtomicLong(ticks.nanos());
    try {
      var answer =
          wire.send(
              request,
              () -> {
                var may = beforeSending.mayGo();
                begun.set(ticks.nanos());
                return may;
              });
      ended(errand, request, answer, Duration.ofNanos(ticks.nanos() - begun.get()));
      call.ifPresent(known ->
          conversation
              .orElseThrow()
              .answers(known, answer, Duration.ofNanos(ticks.nanos() - begun.get())));
      return answer;
    } catch (RuntimeException objection) {
      // of whoever was asked before the first byte
      call.ifPresent(known ->
          conversation
              .orElseThrow()
              .answers(
                  known,
                  new OutboundAnswer.NotSent(false, "held back before the first byte"),
                  Duration.ofNanos(ticks.nanos() - begun.get())));
      throw objection;
    }
  }

  private void ended(Errand errand, OutboundRequest request, OutboundAnswer answer, Duration took) {
    var callee = new CallFigure.Callee(errand.provider(), host(request.uri()), errand.client());
    tally.called(callee, took, isFailure(answer));
  }

  private static boolean isFailure(OutboundAnswer answer) {
    return !(answer instanceof OutboundAnswer.Answered answered)
        || answered.status() == TOO_MANY_REQUESTS
        || answered.status() >= SERVER_ERRORS;
  }

  /// As the gates name it.
  static String host(URI uri) {
    var host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    var ownPort = "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
    return uri.getPort() < 0 || uri.getPort() == ownPort ? host : host + ":" + uri.getPort();
  }
}
