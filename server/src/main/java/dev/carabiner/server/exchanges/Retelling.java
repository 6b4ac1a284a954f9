package dev.carabiner.server.exchanges;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.oauth.Errand;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Tells an exchange again without anything secret: by lists of what may be kept, and with every
/// known secret struck out of that too.
final class Retelling {
  private final String node;
  private final RandomValues random;

  /// Leads the ids, so that what began in one millisecond keeps its order.
  private final AtomicLong told = new AtomicLong();

  Retelling(String node, RandomValues random) {
    this.node = node;
    this.random = random;
  }

  Exchange of(Overheard overheard) {
    var about = overheard.about();
    var metadata = overheard.kind() == Errand.Kind.DISCOVERY;
    var request = new RequestTold(overheard.request(), about.generation());
    var answer = new AnswerTold(overheard.answer(), metadata);
    var struckOut = new StruckOut();
    // the secrets that matter most first: there is an end to how many are looked for
    overheard.secrets().forEach(struckOut::add);
    request.secrets(struckOut);
    answer.secrets(struckOut);
    return new Exchange(
        "%016x".formatted(told.incrementAndGet()) + random.next(),
        new Exchange.Subject(about.session(), about.generation(), node),
        new Exchange.Span(overheard.begun(), overheard.begun(), 1, overheard.took()),
        new Exchange.Asked(
            overheard.kind().word(),
            overheard.request().method(),
            request.url(struckOut),
            request.sent(struckOut)),
        new Exchange.Answered(answer.status(), answer.received(struckOut)),
        verdict(overheard, struckOut));
  }

  private static Exchange.Verdict verdict(Overheard overheard, StruckOut struckOut) {
    var decision = overheard.decision();
    var outcome =
        decision
            .map(Decision::outcome)
            .or(() -> overheard.answer().map(Outcome::of))
            .orElse(Outcome.IN_DOUBT);
    return new Exchange.Verdict(
        outcome,
        decision.flatMap(Decision::word).map(struckOut::clean),
        decision.flatMap(Retelling::text).map(struckOut::clean));
  }

  /// What it looks at may be out of reach.
  private static Optional<String> text(Decision decision) {
    try {
      return Optional.of(decision.text().get());
    } catch (Fault trouble) {
      return Optional.empty();
    }
  }
}
