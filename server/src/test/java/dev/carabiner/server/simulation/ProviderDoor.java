package dev.carabiner.server.simulation;

import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.simulation.Weather.Trouble;
import dev.carabiner.vault.Reveal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What stands before the provider: the network and its web server, with all that goes wrong there.
final class ProviderDoor {
  static final String TOKEN = "/token";
  static final String REVOKE = "/revoke";
  static final String ACCOUNT = "/account";

  private static final int ONE_REQUEST_IN = 3;
  private static final OutboundAnswer INVALID_GRANT =
      SimulatedWire.answer(400, "{\"error\":\"invalid_grant\"}", Optional.empty());

  private final World world;

  ProviderDoor(World world) {
    this.world = world;
  }

  /// Works on one request; `answer` stays open where none comes.
  void work(
      String path,
      Map<String, String> form,
      OutboundRequest request,
      @Nullable AtWire entry,
      CompletableFuture<OutboundAnswer> answer) {
    var weather = world.weather();
    var chance = world.chance();
    switch (weather.provider()) {
      case SILENT -> weather.note(Trouble.REQUEST_LOST);
      case UNAVAILABLE -> answer.complete(unavailable());
      case HTML -> answer.complete(html());
      case SECRET_REFUSED -> answer.complete(secretRefused());
      case WELL, UNREACHABLE -> {
        if (weather.isRough() && chance.oneIn(ONE_REQUEST_IN))
          badly(path, form, request, entry, answer);
        else answer.complete(processed(path, form, request, entry));
      }
    }
  }

  private void badly(
      String path,
      Map<String, String> form,
      OutboundRequest request,
      @Nullable AtWire entry,
      CompletableFuture<OutboundAnswer> answer) {
    var weather = world.weather();
    var chance = world.chance();
    switch (chance.below(9)) {
      case 0 -> weather.note(Trouble.REQUEST_LOST);
      case 1, 2 -> {
        weather.note(Trouble.ANSWER_LOST);
        processed(path, form, request, entry);
        if (chance.percent(50)) answer.complete(new OutboundAnswer.NoAnswer("the line was cut"));
      }
      case 3 -> {
        weather.note(Trouble.ANSWER_LATE);
        var late = processed(path, form, request, entry);
        passWhileRough(chance.seconds(1, 40));
        answer.complete(late);
      }
      case 4 -> {
        weather.note(Trouble.STATUS_500);
        if (chance.percent(50)) processed(path, form, request, entry);
        answer.complete(SimulatedWire.answer(500, "oops", Optional.empty()));
      }
      case 5 -> answer.complete(unavailable());
      case 6 -> {
        weather.note(Trouble.STATUS_429);
        answer.complete(SimulatedWire.answer(429, "{}", Optional.of(chance.seconds(0, 10))));
      }
      case 7 -> answer.complete(html());
      default -> flake(path, form, request, entry, answer);
    }
  }

  /// An answer is late no longer than the trouble lasts.
  private void passWhileRough(Duration longest) {
    var end = world.strands().nanos() + longest.toNanos();
    while (world.weather().isRough() && world.strands().nanos() < end)
      world.strands().pass(Duration.ofMillis(500));
  }

  private void flake(
      String path,
      Map<String, String> form,
      OutboundRequest request,
      @Nullable AtWire entry,
      CompletableFuture<OutboundAnswer> answer) {
    var token = form.get("refresh_token");
    var grant = token == null ? Optional.<GrantAtProvider>empty() : world.provider().grantOf(token);
    // one slip; a provider that says it again and again is believed
    if (grant.isEmpty() || grant.get().flaked) {
      answer.complete(processed(path, form, request, entry));
      return;
    }
    world.weather().note(Trouble.INVALID_GRANT_FLAKE);
    grant.get().flaked = true;
    answer.complete(INVALID_GRANT);
  }

  private OutboundAnswer html() {
    world.weather().note(Trouble.HTML);
    return SimulatedWire.answer(
        world.chance().percent(50) ? 200 : 403, "<html>login</html>", Optional.empty());
  }

  private OutboundAnswer unavailable() {
    world.weather().note(Trouble.STATUS_503);
    var after =
        world.chance().percent(50)
            ? Optional.of(world.chance().seconds(0, 10))
            : Optional.<Duration>empty();
    return SimulatedWire.answer(503, "busy", after);
  }

  private OutboundAnswer secretRefused() {
    world.weather().note(Trouble.SECRET_REFUSED);
    return SimulatedWire.answer(401, "{\"error\":\"invalid_client\"}", Optional.empty());
  }

  private OutboundAnswer processed(
      String path, Map<String, String> form, OutboundRequest request, @Nullable AtWire entry) {
    return switch (path) {
      case TOKEN -> {
        var code = form.get("code");
        var given =
            code != null
                ? world.provider().exchange(code)
                : world.provider().refresh(form.getOrDefault("refresh_token", ""), entry);
        world.trace(() -> "the provider gives " + given.map(Record::toString).orElse("nothing"));
        yield given.map(this::tokens).orElse(INVALID_GRANT);
      }
      case REVOKE -> {
        world.provider().revoke(form.getOrDefault("token", ""));
        yield SimulatedWire.answer(200, "", Optional.empty());
      }
      case ACCOUNT -> account(request);
      default -> SimulatedWire.answer(404, "", Optional.empty());
    };
  }

  private OutboundAnswer tokens(SimulatedProvider.Given given) {
    var refresh = given.refresh().map(token -> ",\"refresh_token\":\"" + token + "\"").orElse("");
    var body =
        "{\"token_type\":\"Bearer\",\"access_token\":\"%s\",\"expires_in\":%d%s}"
            .formatted(given.access(), world.provider().life.toSeconds(), refresh);
    return SimulatedWire.answer(200, body, Optional.empty());
  }

  private OutboundAnswer account(OutboundRequest request) {
    var bearer = request.headers().get("Authorization");
    var token = bearer == null ? "" : bearer.reveal(Reveal.TO_COMPARE).replace("Bearer ", "");
    return world
        .provider()
        .grantOf(token)
        .map(grant ->
            (OutboundAnswer)
                SimulatedWire.answer(200, "{\"sub\":\"" + grant.account + "\"}", Optional.empty()))
        .orElseGet(() -> SimulatedWire.answer(401, "{}", Optional.empty()));
  }
}
