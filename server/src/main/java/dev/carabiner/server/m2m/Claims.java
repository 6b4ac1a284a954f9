package dev.carabiner.server.m2m;

import dev.carabiner.server.callers.Scopes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Judges the header and the claims of a token against the one shape that ours have.
final class Claims {
  /// Clocks of nodes differ.
  private static final Duration SKEW = Duration.ofSeconds(60);

  private static final long YEAR_9999 = 253_402_300_799L;
  private static final Set<String> HEADER = Set.of("alg", "kid", "typ");
  private static final Pattern CLIENT_ID = Pattern.compile("[0-9a-f]{32}");

  private final IssuerSettings settings;

  Claims(IssuerSettings settings) {
    this.settings = settings;
  }

  /// What is wrong with the header; empty when it is one of ours. A member that ours do not have is
  /// refused, whatever it would mean.
  Optional<String> headerComplaint(ObjectNode header) {
    if (!HEADER.containsAll(header.propertyNames())) return Optional.of("header");
    if (!isText(header, "alg", "RS256")) return Optional.of("alg");
    if (!isText(header, "typ", "JWT")) return Optional.of("typ");
    if (!header.path("kid").isString()) return Optional.of("kid");
    return Optional.empty();
  }

  /// What is wrong with the claims at that moment; empty when nothing is.
  Optional<String> complaint(ObjectNode claims, Instant now) {
    if (!isText(claims, "iss", settings.issuer())) return Optional.of("iss");
    if (!hasText(claims.path("aud"), settings.audiences())) return Optional.of("aud");
    var end = instant(claims.path("exp"));
    if (end.isEmpty() || !now.isBefore(end.get())) return Optional.of("exp");
    if (!isPast(claims.path("iat"), now)) return Optional.of("iat");
    if (claims.has("nbf") && !isPast(claims.path("nbf"), now)) return Optional.of("nbf");
    if (!hasText(claims.path("gty"), Set.of(OAuthTokenEndpoint.GRANT_TYPE)))
      return Optional.of("gty");
    if (claims.has("sub")) return Optional.of("sub");
    if (claims.has("cnf")) return Optional.of("cnf");
    if (!isText(claims, "v", "2")) return Optional.of("v");
    if (!claims.path("jti").isString()) return Optional.of("jti");
    if (!CLIENT_ID.matcher(text(claims.path("azp"))).matches()) return Optional.of("azp");
    return claims.path("scope").isString() ? Optional.empty() : Optional.of("scope");
  }

  /// Reads claims about which there was no complaint.
  ///
  /// @throws IllegalArgumentException for a scope that cannot be one
  static VerifiedToken read(String keyId, ObjectNode claims) {
    var end = Instant.ofEpochSecond(claims.path("exp").longValue());
    var scopes = Scopes.parse(text(claims.path("scope")));
    return new VerifiedToken(keyId, text(claims.path("azp")), scopes, end);
  }

  private static boolean isText(ObjectNode object, String name, String expected) {
    return text(object.path(name)).equals(expected);
  }

  private static String text(JsonNode node) {
    return node.isString() ? node.stringValue() : "";
  }

  /// Whether the node is an array of texts alone and holds one of `expected`.
  private static boolean hasText(JsonNode node, Collection<String> expected) {
    if (!node.isArray()) return false;
    var found = false;
    for (var item : node) {
      if (!item.isString()) return false;
      found |= expected.contains(item.stringValue());
    }
    return found;
  }

  private static boolean isPast(JsonNode node, Instant now) {
    return instant(node).filter(time -> !time.isAfter(now.plus(SKEW))).isPresent();
  }

  private static Optional<Instant> instant(JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) return Optional.empty();
    var seconds = node.longValue();
    return seconds > 0 && seconds <= YEAR_9999
        ? Optional.of(Instant.ofEpochSecond(seconds))
        : Optional.empty();
  }
}
