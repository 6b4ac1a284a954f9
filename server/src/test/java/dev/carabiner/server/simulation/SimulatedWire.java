package dev.carabiner.server.simulation;

import dev.carabiner.server.oauth.Wire;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundAnswer.Answered;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.simulation.Weather.Trouble;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The way from a node to the provider. The provider works on a request in a strand of its own, so
/// that a node may die or stand still meanwhile.
final class SimulatedWire implements Wire {
  private static final OutboundAnswer TOO_LATE = new OutboundAnswer.NoAnswer("the deadline passed");

  private final World world;
  private final ProviderDoor door;

  SimulatedWire(World world) {
    this.world = world;
    this.door = new ProviderDoor(world);
  }

  @Override
  public OutboundAnswer send(OutboundRequest request, BeforeSending beforeSending) {
    var strands = world.strands();
    var chance = world.chance();
    var weather = world.weather();
    var begun = strands.nanos();
    strands.pass(world.latency());
    if (weather.provider() == Weather.Provider.UNREACHABLE
        || (weather.isRough() && chance.oneIn(40))) {
      weather.note(Trouble.PROVIDER_UNREACHABLE);
      return new OutboundAnswer.NotSent(false, "no connection");
    }
    if (!beforeSending.mayGo()) return new OutboundAnswer.NotSent(false, "changed its mind");
    var form = form(request);
    var entry = noted(form);
    world.trace(() -> "sends " + path(request) + " " + form);
    var answer = new CompletableFuture<OutboundAnswer>();
    strands.start(
        world.outside(),
        "provider",
        world.latency(),
        () -> door.work(path(request), form, request, entry, answer));
    world.step();
    // as the guarded client does, from before the connection on
    var left = request.deadline().minusNanos(strands.nanos() - begun);
    var outcome = left.isPositive() ? waited(left, answer) : TOO_LATE;
    if (entry != null) entry.ended(end(outcome), strands.nanos());
    world.trace(() -> "is answered " + shown(outcome));
    return outcome;
  }

  /// Waits as the guarded client does: until its deadline. When the whole node stood still beyond
  /// it, the answer may lie in the socket all the same.
  private OutboundAnswer waited(Duration deadline, CompletableFuture<OutboundAnswer> answer) {
    var strands = world.strands();
    var begun = strands.nanos();
    try {
      var came = strands.await(answer, deadline);
      var late = strands.nanos() - begun > deadline.toNanos();
      if (came && (!late || world.chance().percent(60))) return answer.join();
      return TOO_LATE;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return new OutboundAnswer.NoAnswer("interrupted");
    }
  }

  private @Nullable AtWire noted(Map<String, String> form) {
    var token = form.get("refresh_token");
    if (token == null) {
      var code = form.get("code");
      if (code != null) world.checker().codeGoes(code);
      return null;
    }
    var entry = new AtWire(world.strands().running(), token, world.strands().nanos());
    entry.sender.lastRequest = entry;
    world.checker().goes(entry);
    return entry;
  }

  static String path(OutboundRequest request) {
    return request.uri().getPath();
  }

  private static Map<String, String> form(OutboundRequest request) {
    var form = new HashMap<String, String>();
    var body = request.body().map(text -> text.reveal(Reveal.TO_COMPARE)).orElse("");
    for (var pair : body.split("&")) {
      var cut = pair.indexOf('=');
      if (cut > 0) form.put(pair.substring(0, cut), decoded(pair.substring(cut + 1)));
    }
    return form;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static AtWire.End end(OutboundAnswer outcome) {
    return switch (outcome) {
      case OutboundAnswer.NotSent _, OutboundAnswer.NoAnswer _ -> AtWire.End.UNKNOWN;
      case Answered answered ->
          switch (answered.status()) {
            case 200 ->
                answered.body().reveal(Reveal.TO_COMPARE).startsWith("{")
                    ? AtWire.End.GRANTED
                    : AtWire.End.UNKNOWN;
            case 400, 401 -> AtWire.End.DENIED;
            case 429, 503 -> AtWire.End.NOT_DONE;
            default -> AtWire.End.UNKNOWN;
          };
    };
  }

  private static String shown(OutboundAnswer outcome) {
    return switch (outcome) {
      case OutboundAnswer.NotSent(_, var why) -> "not at all: " + why;
      case OutboundAnswer.NoAnswer(var why) -> "not: " + why;
      case Answered answered -> answered.status() + " " + answered.body().reveal(Reveal.TO_COMPARE);
    };
  }

  static Answered answer(int status, String body, Optional<Duration> retryAfter) {
    var headers = new HashMap<String, List<String>>();
    headers.put("content-type", List.of("application/json"));
    retryAfter.ifPresent(
        after -> headers.put("retry-after", List.of(Long.toString(after.toSeconds()))));
    return new Answered(status, headers, Secret.of(body));
  }
}
