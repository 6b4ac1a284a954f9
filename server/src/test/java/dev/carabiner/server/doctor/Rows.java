package dev.carabiner.server.doctor;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.providers.RotationPolicy;
import dev.carabiner.vault.KeyRing;
import dev.carabiner.vault.MasterKey;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Sealed;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rows as tests need them: a healthy one, and that one with something wrong.
final class Rows {
  static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
  static final StoredSession.Place PLACE = new StoredSession.Place("default", "notes", "s");

  private final Vault vault =
      new Vault(
          KeyRing.of(
              MasterKey.parse(
                  MasterKey.generate(new SecureRandom()).reveal(Reveal.TO_SEAL), "the test's key"),
              List.of()));

  final Findings findings = new Findings();
  RotationPolicy policy = RotationPolicy.STRICT;

  /// Sealed to the place and generation of [#connected].
  Sealed sealed(String field) {
    return vault.seal(Secret.of("a secret"), PLACE.binding(field, 2));
  }

  Situation situation() {
    return new Situation(
        NOW,
        Map.of("notes", new StoredApp("notes", Optional.empty())),
        Map.of("here", NOW.minusSeconds(3), "gone", NOW.minusSeconds(60)),
        new Seals(Optional.of(vault)),
        (ConnectedApp _) -> policy);
  }

  /// A session with nothing wrong.
  Draft connected() {
    return new Draft();
  }

  /// What a rule says; empty when all is well.
  List<Subject> of(Rule rule) {
    return findings.checks(true).stream()
        .filter(check -> check.name().equals(rule.word()))
        .flatMap(check -> check.subjects().stream())
        .toList();
  }

  /// The names of everything found.
  List<String> found() {
    return findings.checks(true).stream()
        .filter(check -> check.count() > 0)
        .map(Check::name)
        .toList();
  }

  /// A session's row, to be changed.
  final class Draft {
    StoredSession.Place place = PLACE;
    boolean readable = true;
    String state = "connected";
    Optional<String> reason = Optional.empty();
    long generation = 2;
    long fence = 3;
    int tries;
    Optional<Instant> start = Optional.of(NOW.minusSeconds(60));
    Optional<Instant> end = Optional.of(NOW.plusSeconds(3600));
    Optional<Instant> due = Optional.empty();
    Optional<String> node = Optional.empty();
    Optional<Instant> claim = Optional.empty();
    Optional<Instant> next = Optional.empty();
    Optional<Instant> denied = Optional.empty();
    Optional<Instant> inDoubt = Optional.empty();
    boolean strange;
    final Map<String, Sealed> seals =
        new HashMap<>(
            Map.of(
                "access_token", sealed("access_token"), "refresh_token", sealed("refresh_token")));

    /// Without any token.
    Draft wiped(String as) {
      state = as;
      seals.clear();
      start = Optional.empty();
      end = Optional.empty();
      due = Optional.of(NOW.plusSeconds(60));
      return this;
    }

    List<String> judged() {
      new SessionRules(situation(), findings)
          .judge(
              new StoredSession(
                  place,
                  readable,
                  new StoredSession.Standing(state, reason, generation, fence, tries),
                  new StoredSession.Times(start, end, due, claim, next, denied, inDoubt),
                  node,
                  seals,
                  strange));
      return found();
    }
  }
}
