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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds what remote MCP servers say of themselves, as their authorization specification asks of
/// clients: a request without a token, then the metadata that its answer points to, or else the
/// well-known places. What was found counts for a minute, so that a new challenge is taken up by
/// the next connection; it stands in for a day while the server does not answer.
final class ProtectedResources {
  static final Duration GOOD_FOR = Duration.ofMinutes(1);
  static final Duration STANDS_IN_FOR = Duration.ofDays(1);

  private static final Duration DEADLINE = Duration.ofSeconds(3);
  private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";
  private static final int MOST_SERVERS = 1000;
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  /// Changes nothing at the server, and has to be refused without a token.
  private static final Secret PROBE =
      Secret.of("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}");

  private final Wire wire;
  private final InstantSource clock;
  private final Cache<URI, Known> known = Caffeine.newBuilder().maximumSize(MOST_SERVERS).build();

  ProtectedResources(Wire wire, InstantSource clock) {
    this.wire = wire;
    this.clock = clock;
  }

  private record Known(ProtectedResource resource, Instant at) {}

  /// How the look at a server ended.
  sealed interface Outcome {
    /// What it says of itself.
    record Found(ProtectedResource resource) implements Outcome {}

    /// No answer that says anything; a later try may succeed.
    record Unreachable(String why) implements Outcome {}

    /// The server says what cannot be used.
    record Unusable(String why) implements Outcome {}
  }

  /// The server at `url`.
  ///
  /// @param fresh whether what it said more than a minute ago is asked for again
  Outcome of(URI url, boolean fresh) {
    var now = clock.instant();
    var last = known.getIfPresent(url);
    var goodFor = fresh ? GOOD_FOR : STANDS_IN_FOR;
    if (last != null && now.isBefore(last.at().plus(goodFor)))
      return new Outcome.Found(last.resource());
    var looked = look(url);
    if (looked instanceof Outcome.Found(var resource)) known.put(url, new Known(resource, now));
    var standsIn =
        looked instanceof Outcome.Unreachable
            && last != null
            && now.isBefore(last.at().plus(STANDS_IN_FOR));
    return standsIn ? new Outcome.Found(Objects.requireNonNull(last).resource()) : looked;
  }

  private Outcome look(URI url) {
    var challenge =
        wire.send(Errand.of(Errand.Kind.DISCOVERY), probe(url), BeforeSending.GO)
                    instanceof Answered answered
                && answered.status() == UNAUTHORIZED
            ? Challenge.read(answered.headers().getOrDefault("www-authenticate", List.of()))
            : Challenge.NONE;
    var told = challenge.resourceMetadata();
    if (told.isPresent() && EndpointUri.parse(told.get()).isEmpty())
      return new Outcome.Unusable("the resource_metadata of " + url + " is no address");
    var places = told.map(place -> List.of(URI.create(place))).orElseGet(() -> places(url));
    for (var place : places) {
      switch (wire.send(Errand.of(Errand.Kind.DISCOVERY), get(place), BeforeSending.GO)) {
        case OutboundAnswer.NotSent(var guard, var why) -> {
          return guard
              ? new Outcome.Unusable(place + ": " + why)
              : new Outcome.Unreachable(place + ": " + why);
        }
        case OutboundAnswer.NoAnswer(var why) -> {
          return new Outcome.Unreachable(place + ": " + why);
        }
        case Answered answered when isTrouble(answered) -> {
          return new Outcome.Unreachable(place + ": status " + answered.status());
        }
        case Answered answered -> {
          var document = document(answered);
          if (document.isPresent()) return read(document.get(), url, place, challenge);
        }
      }
    }
    if (told.isPresent()) return new Outcome.Unusable("no metadata at " + places.getFirst());
    return new Outcome.Found(
        new ProtectedResource(url.toString(), List.of(), challenge.scopes(), false));
  }

  /// RFC 9728 section 3.3: the document has to name the very resource that it was looked for.
  private static Outcome read(ObjectNode document, URI url, URI place, Challenge challenge) {
    var resource = document.path("resource").isString() ? document.path("resource").asString() : "";
    if (!resource.equals(url.toString()) && !isRoot(resource, url, place))
      return new Outcome.Unusable(
          place + " describes another resource than " + url + ": nobody is sent there");
    var scopes =
        challenge.scopes().isEmpty() ? texts(document, "scopes_supported") : challenge.scopes();
    return new Outcome.Found(
        new ProtectedResource(
            resource,
            texts(document, "authorization_servers"),
            scopes,
            document.path("dpop_bound_access_tokens_required").asBoolean(false)));
  }

  /// What stands at a host's root describes the host as a whole.
  private static boolean isRoot(String resource, URI url, URI place) {
    var root = EndpointUri.origin(url);
    return place.toString().equals(root + WELL_KNOWN)
        && (resource.equals(root) || resource.equals(root + "/"));
  }

  private static List<URI> places(URI url) {
    var root = EndpointUri.origin(url);
    var path = url.getRawPath() == null || url.getRawPath().equals("/") ? "" : url.getRawPath();
    var query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    var places = new ArrayList<URI>();
    if (!path.isEmpty() || !query.isEmpty())
      places.add(URI.create(root + WELL_KNOWN + path + query));
    places.add(URI.create(root + WELL_KNOWN));
    return places;
  }

  private static boolean isTrouble(Answered answered) {
    return answered.status() >= SERVER_ERRORS || answered.status() == TOO_MANY_REQUESTS;
  }

  private static Optional<ObjectNode> document(Answered answered) {
    return answered.status() == OK
        ? Json.parseObject(answered.body().reveal(Reveal.TO_READ_AN_ANSWER))
        : Optional.empty();
  }

  private static List<String> texts(ObjectNode document, String name) {
    return document
        .path(name)
        .valueStream()
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .filter(text -> !text.isBlank())
        .distinct()
        .toList();
  }

  private static OutboundRequest probe(URI url) {
    var headers =
        Map.of(
            "Accept", Secret.of("application/json, text/event-stream"),
            "Content-Type", Secret.of("application/json"));
    return new OutboundRequest("POST", url, headers, Optional.of(PROBE), DEADLINE);
  }

  private static OutboundRequest get(URI place) {
    return new OutboundRequest(
        "GET", place, Map.of("Accept", Secret.of("application/json")), Optional.empty(), DEADLINE);
  }
}
