package dev.carabiner.server.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Finds an issuer's metadata and keeps it for an hour; of many askers at once one fetches. A
/// failed fetch is repeated after 5 s at the earliest. Metadata that was good stands in for a day
/// while the issuer cannot be reached.
public final class Discovery {
  static final Duration GOOD_FOR = Duration.ofHours(1);
  static final Duration BAD_FOR = Duration.ofSeconds(5);
  static final Duration STANDS_IN_FOR = Duration.ofDays(1);

  private static final Duration DEADLINE = Duration.ofSeconds(3);
  private static final String ROOT = "root of ";
  private static final int MOST_ISSUERS = 1000;
  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  private final Wire wire;
  private final InstantSource clock;
  private final ProtectedResources resources;
  private final Cache<String, Slot> slots = Caffeine.newBuilder().maximumSize(MOST_ISSUERS).build();

  public Discovery(Wire wire, InstantSource clock) {
    this.wire = wire;
    this.clock = clock;
    this.resources = new ProtectedResources(wire, clock);
  }

  /// The protected resources that are looked for the same way.
  ProtectedResources resources() {
    return resources;
  }

  /// What is known of one issuer; guarded by its lock.
  private static final class Slot {
    final ReentrantLock lock = new ReentrantLock();
    @Nullable Discovered last;
    Instant lastUntil = Instant.MIN;
    Discovered.@Nullable Found good;
    Instant goodUntil = Instant.MIN;
  }

  /// The time that this goes by.
  Instant now() {
    return clock.instant();
  }

  /// The metadata of `issuer`.
  Discovered of(String issuer) {
    return of(issuer, issuer);
  }

  private Discovered of(String issuer, String key) {
    var slot = slots.get(key, _ -> new Slot());
    try {
      slot.lock.lockInterruptibly();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return new Discovered.Unreachable("stopped while waiting for the metadata of " + issuer);
    }
    try {
      if (slot.last != null && clock.instant().isBefore(slot.lastUntil)) return slot.last;
      return remember(slot, fetch(issuer, key.startsWith(ROOT)));
    } finally {
      slot.lock.unlock();
    }
  }

  /// The metadata at the root of `origin`, which may name any issuer of that origin: for servers
  /// that say nowhere what their issuer is.
  Discovered atRoot(String origin) {
    return of(origin, ROOT + origin);
  }

  private Discovered remember(Slot slot, Discovered fetched) {
    var now = clock.instant();
    var answer = fetched;
    if (fetched instanceof Discovered.Found found) {
      slot.good = found;
      slot.goodUntil = now.plus(STANDS_IN_FOR);
    } else if (fetched instanceof Discovered.Unreachable
        && slot.good != null
        && now.isBefore(slot.goodUntil)) {
      answer = slot.good;
    }
    slot.last = answer;
    slot.lastUntil = now.plus(fetched instanceof Discovered.Found ? GOOD_FOR : BAD_FOR);
    return answer;
  }

  private Discovered fetch(String issuer, boolean isRoot) {
    var places = WellKnown.of(issuer);
    if (places.isEmpty()) return new Discovered.Unusable("the issuer is no https URL");
    Optional<String> unreachable = Optional.empty();
    Optional<String> otherIssuer = Optional.empty();
    for (var place : places.get()) {
      switch (wire.send(Errand.of(Errand.Kind.DISCOVERY), request(place), BeforeSending.GO)) {
        case OutboundAnswer.NotSent(_, var why) -> unreachable = Optional.of(place + ": " + why);
        case OutboundAnswer.NoAnswer(var why) -> unreachable = Optional.of(place + ": " + why);
        case Answered answered when isTrouble(answered) ->
            unreachable = Optional.of(place + ": status " + answered.status());
        case Answered answered -> {
          var document = document(answered);
          var metadata =
              document.flatMap(body ->
                  isRoot
                      ? MetadataReader.readFrom(body, place)
                      : MetadataReader.read(body, issuer));
          if (metadata.isPresent()) return new Discovered.Found(metadata.get());
          if (document.isPresent())
            otherIssuer = Optional.of(place + " names another issuer than " + issuer);
        }
      }
    }
    if (unreachable.isPresent()) return new Discovered.Unreachable(unreachable.get());
    return new Discovered.Unusable(otherIssuer.orElse("no metadata at " + shown(places.get())));
  }

  private static boolean isTrouble(Answered answered) {
    return answered.status() >= SERVER_ERRORS || answered.status() == TOO_MANY_REQUESTS;
  }

  private static Optional<ObjectNode> document(Answered answered) {
    return answered.status() == OK
        ? Json.parseObject(answered.body().reveal(Reveal.TO_READ_AN_ANSWER))
        : Optional.empty();
  }

  private static OutboundRequest request(URI place) {
    return new OutboundRequest(
        "GET", place, Map.of("Accept", Secret.of("application/json")), Optional.empty(), DEADLINE);
  }

  private static String shown(List<URI> places) {
    return String.join(" or ", places.stream().map(URI::toString).toList());
  }
}
