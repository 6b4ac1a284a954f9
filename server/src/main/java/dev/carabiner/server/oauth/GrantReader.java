package dev.carabiner.server.oauth;

import dev.carabiner.server.providers.AnswerField;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.server.providers.Quirks;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// Reads what a token answer granted (RFC 6749 section 5.1): strict where a mistake would make the
/// token useless, tolerant elsewhere.
final class GrantReader {
  private static final List<String> REFRESH_LIFETIMES =
      List.of("refresh_token_expires_in", "refresh_expires_in");

  private final Quirks quirks;
  private final List<String> requested;
  private final AnswerPlaces places;
  private final String type;

  /// @param requested the scopes asked for
  /// @param preferred which token of a double answer is wanted
  /// @param type the only `token_type` that is of use
  GrantReader(Quirks quirks, List<String> requested, Optional<String> preferred, String type) {
    this.type = type;
    this.quirks = quirks;
    this.requested = List.copyOf(requested);
    this.places = new AnswerPlaces(quirks, preferred);
  }

  /// Something in the answer makes the token useless.
  static final class Useless extends Exception {
    private static final long serialVersionUID = 1L;

    Useless(String why) {
      super(why);
    }
  }

  /// Whether the answer has an access token, good or not.
  boolean hasAccessToken(JsonNode answer) {
    return places.in(answer).at(AnswerField.ACCESS_TOKEN).isPresent();
  }

  /// @param now for the life of an access token that is a JWT, where the answer does not say it
  /// @throws Useless saying what is wrong, without quoting it
  Grant read(JsonNode answer, Instant now) throws Useless {
    var found = places.in(answer);
    var accessToken =
        token(found, AnswerField.ACCESS_TOKEN).orElseThrow(() -> new Useless("no access_token"));
    checkTokenType(found);
    var lifetime = lifetime(answer, found, accessToken, now);
    var renewed = quirks.has(Quirk.AccessTokenIsRenewed.class);
    return new Grant(
        accessToken,
        renewed ? Optional.of(accessToken) : token(found, AnswerField.REFRESH_TOKEN),
        lifetime,
        renewed ? lifetime : refreshLifetime(answer, found),
        found.at(AnswerField.SCOPE).flatMap(this::scopes),
        kept(answer),
        DottedPath.find(answer, "id_token")
            .filter(JsonNode::isString)
            .map(node -> Secret.of(node.asString())));
  }

  private Optional<Duration> lifetime(
      JsonNode answer, AnswerPlaces.Found found, Secret accessToken, Instant now) {
    var said = found.at(AnswerField.EXPIRES_IN);
    if (quirks.has(Quirk.ZeroLifetimeIsNoEnd.class)
        && said.filter(AnsweredLife::isZero).isPresent()) return Optional.empty();
    return said.flatMap(AnsweredLife::ofSeconds)
        .or(() ->
            quirks
                .find(Quirk.TokenEndsAt.class)
                .flatMap(quirk -> AnsweredLife.until(answer, quirk.time(), now)))
        .or(() -> ClaimedLife.of(accessToken, now));
  }

  private static Optional<Secret> token(AnswerPlaces.Found found, AnswerField field)
      throws Useless {
    var node = found.at(field);
    if (node.isEmpty()) return Optional.empty();
    if (!node.get().isString()) throw new Useless(field.key() + " is not a text");
    var text = node.get().asString();
    if (text.isEmpty()) return Optional.empty();
    if (!Visible.isPlain(text, Visible.MAX_TOKEN))
      throw new Useless(field.key() + " is too long or holds invisible characters");
    return Optional.of(Secret.of(text));
  }

  // RFC 6749 section 7.1: a token of a type that is not understood must not be used.
  private void checkTokenType(AnswerPlaces.Found found) throws Useless {
    var told = found.at(AnswerField.TOKEN_TYPE);
    var bound = type.equals(ProofKey.TOKEN_TYPE);
    if (told.isEmpty() && !bound) return;
    var word = told.filter(JsonNode::isString).map(node -> node.asString().strip()).orElse("");
    var known = quirks.find(Quirk.BearerWords.class).map(Quirk.BearerWords::words).orElse(Set.of());
    if (!word.equalsIgnoreCase(type) && (bound || known.stream().noneMatch(word::equalsIgnoreCase)))
      throw new Useless("token_type is not " + type);
  }

  private static Optional<Duration> refreshLifetime(JsonNode answer, AnswerPlaces.Found found) {
    if (found.isNamed(AnswerField.REFRESH_EXPIRES_IN))
      return found.at(AnswerField.REFRESH_EXPIRES_IN).flatMap(AnsweredLife::ofSeconds);
    return REFRESH_LIFETIMES.stream()
        .flatMap(path -> DottedPath.find(answer, path).stream())
        .flatMap(node -> AnsweredLife.ofSeconds(node).stream())
        .findFirst();
  }

  private Optional<List<String>> scopes(JsonNode node) {
    var separator =
        quirks.has(Quirk.GrantedScopesMixed.class)
            ? "[\\s,]+"
            : quirks
                .find(Quirk.GrantedScopesJoinedBy.class)
                .map(quirk -> Pattern.quote(quirk.separator()))
                .orElse("\\s+");
    var words =
        node.isArray()
            ? StreamSupport.stream(node.spliterator(), false)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
            : node.isString() ? split(node.asString(), separator) : Stream.<String>empty();
    var scopes =
        words
            .map(String::strip)
            .filter(word -> Visible.isPlain(word, Visible.MAX_TOKEN))
            .distinct()
            .toList();
    return scopes.isEmpty()
        ? Optional.empty()
        : Optional.of(GrantedScopes.of(quirks).asAsked(scopes, requested));
  }

  private static Stream<String> split(String text, String separator) {
    return Arrays.stream(text.split(separator, -1));
  }

  private Map<String, Secret> kept(JsonNode answer) {
    return quirks
        .find(Quirk.KeptFromTokenAnswer.class)
        .map(quirk -> KeptReader.read(answer, quirk.paths()))
        .orElse(Map.of());
  }
}
