package dev.carabiner.server.connect;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.oauth.AccountChoice;
import dev.carabiner.server.oauth.KeptValues;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Sealed;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What there is to choose from, as its flow keeps it.
///
/// @param candidates at least two
/// @param connected when the session was connected with the first of them; absent while nobody has
///   confirmed the connection
record Choices(List<AccountChoice.Candidate> candidates, Optional<Instant> connected) {
  private static final String FIELD = "choice";

  Choices {
    candidates = List.copyOf(candidates);
  }

  /// What people know them by.
  List<String> labels() {
    return candidates.stream().map(AccountChoice.Candidate::label).toList();
  }

  /// The same, for a flow to keep.
  Sealed sealed(Vault vault, Flow flow) {
    var json = Json.object();
    connected.ifPresent(time -> json.put("connected", time.toEpochMilli()));
    var array = json.putArray("candidates");
    for (var candidate : candidates) {
      var kept = array.addObject().put("id", candidate.id()).put("label", candidate.label());
      var values = kept.putObject("kept");
      candidate.kept().forEach((name, value) -> values.put(name, value.reveal(Reveal.TO_SEAL)));
    }
    return vault.seal(Secret.of(Json.write(json)), flow.binding(FIELD));
  }

  /// What a flow keeps; empty where there is nothing to choose (any more), or it does not open.
  static Optional<Choices> of(Vault vault, Flow flow) {
    if (!(flow.step() instanceof Flow.Step.Granted(_, _, var choice)) || choice.isEmpty())
      return Optional.empty();
    try {
      var text = vault.open(choice.get(), flow.binding(FIELD)).reveal(Reveal.TO_SEAL);
      var json = Json.parseObject(text).orElseThrow(IllegalStateException::new);
      var candidates = new ArrayList<AccountChoice.Candidate>();
      for (var one : json.path("candidates")) {
        Map<String, Secret> kept = new HashMap<>();
        one.path("kept")
            .propertyStream()
            .forEach(member -> kept.put(member.getKey(), Secret.of(member.getValue().asString())));
        candidates.add(
            new AccountChoice.Candidate(
                one.path("id").asString(), one.path("label").asString(), kept));
      }
      var connected =
          Optional.ofNullable(json.get("connected"))
              .map(time -> Instant.ofEpochMilli(time.asLong()));
      return Optional.of(new Choices(candidates, connected));
    } catch (SealBroken broken) {
      return Optional.empty();
    }
  }

  /// Which of the found accounts a connection begins with.
  ///
  /// @param kept what is kept of it
  /// @param open whether the user may still choose another
  record Picked(KeptValues kept, boolean open) {}

  /// The account that a connection begins with: the one that it had, else the provider's own
  /// choice.
  ///
  /// @param former what a session keeps that is mended with the account it has; else nothing
  /// @return empty if the account that it had is no longer there
  static Optional<Picked> pick(AccountChoice found, KeptValues former) {
    if (found.candidates().isEmpty()) return Optional.of(new Picked(former, false));
    var first = found.candidates().getFirst();
    var had = former.values().keySet().containsAll(first.kept().keySet());
    if (first.kept().isEmpty() || !had)
      return Optional.of(new Picked(former.with(first.kept()), found.isOpen()));
    return found.candidates().stream()
        .filter(candidate -> isIn(former, candidate))
        .findFirst()
        .map(candidate -> new Picked(former.with(candidate.kept()), false));
  }

  private static boolean isIn(KeptValues former, AccountChoice.Candidate candidate) {
    return candidate.kept().keySet().stream()
        .map(former.values()::get)
        .anyMatch(value -> value != null && value.reveal(Reveal.TO_COMPARE).equals(candidate.id()));
  }
}
