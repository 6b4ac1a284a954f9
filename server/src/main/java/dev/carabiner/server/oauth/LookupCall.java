package dev.carabiner.server.oauth;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer.Answered;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// Asks a provider right after connecting which accounts, tenants or hosts a grant reaches.
public final class LookupCall implements ConnectionLookup {
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int LONGEST_LABEL = 120;
  private static final Pattern FIRST = Pattern.compile("(.*?)\\.?\\[0\\](.*)");

  private final ProvenRequests proven;
  private final InstantSource clock;

  /// @param clock for clients that sign a JWT to show who they are
  public LookupCall(Wire wire, InstantSource clock) {
    this.proven = new ProvenRequests(wire, clock);
    this.clock = clock;
  }

  @Override
  public AccountChoice of(OAuthClient client, Grant grant) {
    var lookup = client.provider().provider().quirks().find(Quirk.LookupAfterConnect.class);
    if (lookup.isEmpty()) return AccountChoice.NONE;
    var speaking = client.speakingFor(client.kept().with(grant.kept()));
    var call =
        new OwnCall(
            SignedClient.of(speaking, clock.instant()),
            lookup.get().call(),
            Optional.of(grant.accessToken()),
            grant.refreshToken());
    if (!call.missing().isEmpty()) return AccountChoice.NONE;
    var token = Optional.of(grant.accessToken());
    return Optional.of(
            proven.send(
                Errand.of(Errand.Kind.CONNECTION_LOOKUP, client),
                speaking,
                call.request(DEADLINE),
                token,
                BeforeSending.GO))
        .filter(Answered.class::isInstance)
        .map(Answered.class::cast)
        .filter(answered -> answered.status() == OK)
        .flatMap(answered -> Json.parse(answered.body().reveal(Reveal.TO_READ_AN_ANSWER)))
        .map(answer -> choice(answer, lookup.get().keep()))
        .orElse(AccountChoice.NONE);
  }

  /// A path through the first element of a list stands for all of its elements: each is a candidate
  /// with values of its own.
  private static AccountChoice choice(JsonNode answer, Map<String, String> paths) {
    return new AccountChoice(
        IntStream.range(0, elements(answer, paths))
            .mapToObj(index -> candidate(answer, at(paths, index)))
            .flatMap(Optional::stream)
            .toList());
  }

  /// How many elements the list has that the paths go through; 1 where they go through none.
  private static int elements(JsonNode answer, Map<String, String> paths) {
    return paths.values().stream()
        .map(FIRST::matcher)
        .filter(path -> path.matches())
        .findFirst()
        .map(path ->
            path.group(1).isEmpty()
                ? answer.size()
                : DottedPath.find(answer, path.group(1)).map(JsonNode::size).orElse(0))
        .orElse(1);
  }

  private static Map<String, String> at(Map<String, String> paths, int index) {
    var moved = new LinkedHashMap<String, String>();
    paths.forEach((name, path) -> moved.put(name, path.replaceFirst("\\[0\\]", "[" + index + "]")));
    return moved;
  }

  /// Told apart by the first value that the entry names.
  private static Optional<AccountChoice.Candidate> candidate(
      JsonNode answer, Map<String, String> paths) {
    var kept = KeptReader.read(answer, paths);
    return paths.keySet().stream()
        .filter(kept::containsKey)
        .findFirst()
        .map(name -> new AccountChoice.Candidate(open(kept, name), label(paths, kept, name), kept));
  }

  /// The value with a name like "name", else the id.
  private static String label(Map<String, String> paths, Map<String, Secret> kept, String id) {
    var text =
        paths.keySet().stream()
            .filter(name -> name.toLowerCase(Locale.ROOT).endsWith("name"))
            .filter(kept::containsKey)
            .map(name -> open(kept, name).replaceAll("\\p{Cntrl}+", " ").strip())
            .filter(name -> !name.isEmpty())
            .findFirst()
            .orElseGet(() -> open(kept, id));
    return text.length() > LONGEST_LABEL ? text.substring(0, LONGEST_LABEL) : text;
  }

  private static String open(Map<String, Secret> kept, String name) {
    return Objects.requireNonNull(kept.get(name)).reveal(Reveal.TO_READ_AN_ANSWER);
  }
}
