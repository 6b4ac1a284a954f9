package dev.carabiner.server.oauth;

import dev.carabiner.server.base.CompactToken;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer.Answered;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The keys of one issuer, fetched from where its metadata says and nowhere else: no address in a
/// token is ever followed. Fetched anew after an hour, and for a `kid` that nobody knows, once a
/// minute at most; of many askers at once one fetches. Keys that were good stand in for a day while
/// they cannot be fetched.
final class IssuerKeys {
  static final Duration GOOD_FOR = Duration.ofHours(1);
  static final Duration PAUSE = Duration.ofMinutes(1);
  static final Duration STANDS_IN_FOR = Duration.ofDays(1);

  private static final Duration DEADLINE = Duration.ofSeconds(3);
  private static final int OK = 200;

  private final Wire wire;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<URI> from = Optional.empty();
  private List<VerifyingKey> keys = List.of();
  private Instant askedAt = Instant.MIN;
  private Instant fetchedAt = Instant.MIN;

  IssuerKeys(Wire wire, InstantSource clock) {
    this.wire = wire;
    this.clock = clock;
  }

  /// Whether one of the keys at `place` signed the token.
  enum Verdict {
    SIGNED,
    NOT_SIGNED,
    /// The keys cannot be had at the moment.
    UNKNOWN
  }

  /// The verdict on a token's signature; says nothing of its claims.
  Verdict verdict(CompactToken token, URI place) {
    var kid = token.header().path("kid");
    if (token.header().has("crit") || !(kid.isString() || kid.isMissingNode()))
      return Verdict.NOT_SIGNED;
    var id = kid.isString() ? Optional.of(kid.asString()) : Optional.<String>empty();
    lock.lock();
    try {
      if (!from.equals(Optional.of(place))) forget(place);
      var now = clock.instant();
      var known = find(id);
      if (now.isAfter(later(fetchedAt, GOOD_FOR)) || known.isEmpty()) fetch(place, now);
      if (now.isAfter(later(fetchedAt, STANDS_IN_FOR))) return Verdict.UNKNOWN;
      return find(id).filter(key -> key.signed(token)).isPresent()
          ? Verdict.SIGNED
          : Verdict.NOT_SIGNED;
    } finally {
      lock.unlock();
    }
  }

  /// Without a `kid` there must be only one key (OpenID Connect Core section 10.1).
  private Optional<VerifyingKey> find(Optional<String> id) {
    if (id.isEmpty()) return keys.size() == 1 ? Optional.of(keys.getFirst()) : Optional.empty();
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  private void fetch(URI place, Instant now) {
    if (now.isBefore(later(askedAt, PAUSE))) return;
    askedAt = now;
    var request =
        new OutboundRequest(
            "GET",
            place,
            Map.of("Accept", Secret.of("application/json")),
            Optional.empty(),
            DEADLINE);
    var answer = wire.send(Errand.of(Errand.Kind.DISCOVERY), request, BeforeSending.GO);
    if (!(answer instanceof Answered answered) || answered.status() != OK) return;
    var set = Json.parseObject(answered.body().reveal(Reveal.TO_READ_AN_ANSWER));
    if (set.isEmpty()) return;
    keys = VerifyingKey.of(set.get());
    fetchedAt = now;
  }

  private void forget(URI place) {
    from = Optional.of(place);
    keys = List.of();
    askedAt = Instant.MIN;
    fetchedAt = Instant.MIN;
  }

  private static Instant later(Instant time, Duration by) {
    return time.equals(Instant.MIN) ? Instant.MIN : time.plus(by);
  }
}
