package dev.carabiner.sandbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** {@code /control/…}: {@link Control} and {@link Ledger} over HTTP. */
final class ControlEndpoint {
  private static final long LONGEST_ADVANCE = Duration.ofDays(3650).toSeconds();

  private final SandboxSettings settings;
  private final Control control;
  private final Ledger ledger;
  private final String issuer;

  ControlEndpoint(SandboxSettings settings, Control control, Ledger ledger, String issuer) {
    this.settings = settings;
    this.control = control;
    this.ledger = ledger;
    this.issuer = issuer;
  }

  Map<String, Route> routes() {
    Map<String, Route> routes = new LinkedHashMap<>();
    routes.put("/control/expire", act(call -> selected(call, "expired", control::expire)));
    routes.put("/control/withdraw", act(call -> selected(call, "withdrawn", control::withdraw)));
    routes.put("/control/fail", act(this::fail));
    routes.put("/control/clock", act(this::clock));
    routes.put("/control/claims", act(this::claims));
    routes.put("/control/reset", act(this::reset));
    routes.put("/control/ledger", Route.get(Endpoint.CONTROL, this::ledger));
    return routes;
  }

  /** A page from elsewhere that a browser happens to show must not steer the sandbox. */
  private Route act(Function<Call, Answer> act) {
    return Route.post(
        Endpoint.CONTROL,
        call -> {
          if (call.header("Origin").filter(origin -> !origin.equals(issuer)).isPresent()) {
            return Answers.error(403, "access_denied", "control is not for other sites' pages");
          }
          try {
            return act.apply(call);
          } catch (IllegalArgumentException wrong) {
            return Answers.error(400, "invalid_request", String.valueOf(wrong.getMessage()));
          }
        });
  }

  private Answer selected(Call call, String counted, ToIntFunction<Selection> act) {
    Members members = new Members(call.body(), List.of("account", "client_id"));
    Optional<String> account = members.text("account");
    Optional<String> client = members.text("client_id");
    if (account.filter(id -> settings.account(id).isEmpty()).isPresent()) {
      throw new IllegalArgumentException("there is no account " + Printable.ascii(account.get()));
    }
    if (client.filter(id -> settings.client(id).isEmpty()).isPresent()) {
      throw new IllegalArgumentException("there is no client " + Printable.ascii(client.get()));
    }
    return Answers.json(200, Map.of(counted, act.applyAsInt(new Selection(account, client))));
  }

  private Answer fail(Call call) {
    control.fail(FaultJson.read(call.body()));
    return Answers.json(200, Map.of("waiting", control.waitingFaults()));
  }

  private Answer clock(Call call) {
    long seconds =
        new Members(call.body(), List.of("advance_seconds"))
            .integer("advance_seconds")
            .orElseThrow(() -> new IllegalArgumentException("advance_seconds is missing"));
    if (seconds < 0 || seconds > LONGEST_ADVANCE) {
      throw new IllegalArgumentException("advance_seconds is 0 to " + LONGEST_ADVANCE);
    }
    control.advance(Duration.ofSeconds(seconds));
    return Answers.json(200, Map.of("now", control.now().toString()));
  }

  private Answer claims(Call call) {
    Map<String, Object> claims = new Members(call.body(), List.of("claims")).values("claims");
    control.claims(claims);
    return Answers.json(200, Map.of("claims", claims.size()));
  }

  private Answer reset(Call call) {
    new Members(call.body(), List.of());
    control.reset();
    return Answers.json(200, Map.of("reset", true));
  }

  private Answer ledger(Call call) {
    Optional<String> endpoint = call.query().first("endpoint");
    Optional<String> grantType = call.query().first("grant_type");
    if (endpoint.flatMap(Endpoint::ofCode).isEmpty() && endpoint.isPresent()) {
      return Answers.error(400, "invalid_request", "there is no such endpoint");
    }
    List<Map<String, Object>> requests =
        ledger.entries().stream()
            .filter(entry ->
                endpoint.map(entry.endpoint().code()::equals).orElse(true)
                    && grantType
                        .map(type -> entry.grantType().filter(type::equals).isPresent())
                        .orElse(true))
            .map(LedgerEntry::toJson)
            .toList();
    return Answers.json(200, Map.of("requests", requests));
  }
}
