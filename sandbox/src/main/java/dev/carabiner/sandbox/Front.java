package dev.carabiner.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The way of every request: read, into the ledger, past gates and faults, handled, answered. */
final class Front implements HttpHandler {
  private static final System.Logger LOG = System.getLogger(Front.class.getName());

  private final Routes routes;
  private final Ledger ledger;
  private final Faults faults;
  private final Holds holds;
  private final InstantSource clock;
  private final CountDownLatch closing;

  /**
   * @param closing opened when the sandbox is closed; ends every ordered delay
   */
  Front(
      Routes routes,
      Ledger ledger,
      Faults faults,
      Holds holds,
      InstantSource clock,
      CountDownLatch closing) {
    this.routes = routes;
    this.ledger = ledger;
    this.faults = faults;
    this.holds = holds;
    this.clock = clock;
    this.closing = closing;
  }

  /** An exchange that is closed without an answer cuts the connection. */
  @Override
  public void handle(HttpExchange exchange) {
    try {
      serve(exchange);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (IOException callerHasGone) {
      LOG.log(System.Logger.Level.DEBUG, "a caller went away before its answer was written");
    } finally {
      exchange.close();
    }
  }

  private void serve(HttpExchange exchange) throws IOException, InterruptedException {
    Call.Reading reading = Call.read(exchange);
    Call call =
        reading instanceof Call.Reading.Read read
            ? read.call()
            : ((Call.Reading.Unreadable) reading).rest();
    Optional<Route> route = routes.find(call.path());
    Endpoint endpoint = route.map(Route::endpoint).orElse(Endpoint.UNKNOWN);
    LedgerEntry entry = ledger.open(clock.instant(), endpoint, call);
    if (reading instanceof Call.Reading.Unreadable unreadable) {
      end(exchange, entry, unreadable.answer(), Optional.empty());
      return;
    }
    Optional<Fault> fault = faults.take(endpoint, entry.asked());
    holds.pass(endpoint, entry.asked());
    if (fault.isPresent() && closing.await(fault.get().delay().toNanos(), TimeUnit.NANOSECONDS)) {
      return;
    }
    if (fault.filter(ordered -> ordered.cut() == Fault.Cut.BEFORE).isPresent()) {
      ledger.close(entry, outcome(Optional.empty(), fault, Map.of()));
      return;
    }
    end(exchange, entry, decide(route, call, fault, entry), fault);
  }

  private Answer decide(
      Optional<Route> route, Call call, Optional<Fault> fault, LedgerEntry entry) {
    if (route.isEmpty()) {
      return Answers.error(404, "not_found", "there is nothing at this address");
    }
    try {
      Optional<Fault.Replacement> replacement = fault.flatMap(Fault::replacement);
      if (replacement.isEmpty()) {
        return route.get().answer(call);
      }
      Map<String, String> issued =
          fault.get().handled() ? route.get().answer(call).issued() : Map.of();
      return replace(replacement.get(), route.get(), call).issuing(issued);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "request " + entry.number() + " failed", e);
      return Answers.error(500, "server_error", "the sandbox itself failed; its log says why");
    }
  }

  private static Answer replace(Fault.Replacement replacement, Route route, Call call) {
    if (replacement instanceof Fault.Replacement.OAuthError ordered) {
      return route.refusal().apply(call, ordered.error());
    }
    Fault.Replacement.Response response = (Fault.Replacement.Response) replacement;
    return new Answer(response.status(), response.headers(), response.body(), Map.of())
        .with("Content-Type", response.contentType());
  }

  /** The ledger first: who has an answer finds the request in it. */
  private void end(HttpExchange exchange, LedgerEntry entry, Answer answer, Optional<Fault> fault)
      throws IOException {
    Fault.Cut cut = fault.map(Fault::cut).orElse(Fault.Cut.NEVER);
    boolean answered = cut != Fault.Cut.AFTER;
    ledger.close(
        entry,
        outcome(
            answered ? Optional.of(answer.status()) : Optional.empty(), fault, answer.issued()));
    if (answered) {
      write(exchange, answer, cut == Fault.Cut.MIDWAY);
    }
  }

  private static LedgerEntry.Outcome outcome(
      Optional<Integer> status, Optional<Fault> fault, Map<String, String> issued) {
    return new LedgerEntry.Outcome(status, fault.map(Fault::description), issued);
  }

  private static void write(HttpExchange exchange, Answer answer, boolean truncated)
      throws IOException {
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    boolean bodiless =
        body.length == 0
            || exchange.getRequestMethod().equals("HEAD")
            || answer.status() == 204
            || answer.status() == 304;
    exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : body.length);
    if (bodiless) {
      return;
    }
    OutputStream out = exchange.getResponseBody();
    out.write(body, 0, truncated ? body.length / 2 : body.length);
    out.flush();
  }
}
