package dev.carabiner.server.oauth;

import dev.carabiner.server.providers.AnswerField;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.server.providers.Quirks;
import dev.carabiner.vault.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// Reads what a token answer granted (RFC 6749 section 5.1): strict where a mistake would make the
/// token useless, tolerant elsewhere.
final class GrantReader {
  /// Longer lives are taken for no known end.
  private static final BigDecimal TEN_YEARS = BigDecimal.valueOf(Duration.ofDays(3650).toSeconds());

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");
  private static final List<String> REFRESH_LIFETIMES =
      List.of("refresh_token_expires_in", "refresh_expires_in");

  private final Quirks quirks;
  private final List<String> requested;
  private final Map<AnswerField, String> paths;

  /// @param requested the scopes asked for
  GrantReader(Quirks quirks, List<String> requested) {
    this.quirks = quirks;
    this.requested = List.copyOf(requested);
    this.paths =
        quirks
            .find(Quirk.TokenAnswerPaths.class)
            .map(Quirk.TokenAnswerPaths::paths)
            .orElse(Map.of());
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
    return at(answer, AnswerField.ACCESS_TOKEN).isPresent();
  }

  /// @param now for the life of an access token that is a JWT, where the answer does not say it
  /// @throws Useless saying what is wrong, without quoting it
  Grant read(JsonNode answer, Instant now) throws Useless {
    var accessToken =
        token(answer, AnswerField.ACCESS_TOKEN).orElseThrow(() -> new Useless("no access_token"));
    checkTokenType(answer);
    return new Grant(
        accessToken,
        token(answer, AnswerField.REFRESH_TOKEN),
        at(answer, AnswerField.EXPIRES_IN)
            .flatMap(GrantReader::lifetime)
            .or(() -> ClaimedLife.of(accessToken, now)),
        refreshLifetime(answer),
        at(answer, AnswerField.SCOPE).flatMap(this::scopes),
        kept(answer),
        DottedPath.find(answer, "id_token")
            .filter(JsonNode::isString)
            .map(node -> Secret.of(node.asString())));
  }

  private Optional<Secret> token(JsonNode answer, AnswerField field) throws Useless {
    var node = at(answer, field);
    if (node.isEmpty()) return Optional.empty();
    if (!node.get().isString()) throw new Useless(field.key() + " is not a text");
    var text = node.get().asString();
    if (text.isEmpty()) return Optional.empty();
    if (!Visible.isPlain(text, Visible.MAX_TOKEN))
      throw new Useless(field.key() + " is too long or holds invisible characters");
    return Optional.of(Secret.of(text));
  }

  // RFC 6749 section 7.1: a token of a type that is not understood must not be used.
  private static void checkTokenType(JsonNode answer) throws Useless {
    var type = DottedPath.find(answer, "token_type");
    if (type.isEmpty()) return;
    if (!type.get().isString() || !type.get().asString().strip().equalsIgnoreCase("bearer"))
      throw new Useless("token_type is not bearer");
  }

  private Optional<Duration> refreshLifetime(JsonNode answer) {
    var named = paths.get(AnswerField.REFRESH_EXPIRES_IN);
    var candidates = named == null ? REFRESH_LIFETIMES : List.of(named);
    return candidates.stream()
        .flatMap(path -> DottedPath.find(answer, path).stream())
        .flatMap(node -> lifetime(node).stream())
        .findFirst();
  }

  /// Whole seconds, rounded down; empty for what is no number, not above zero, or above ten years.
  private static Optional<Duration> lifetime(JsonNode node) {
    var text = node.isNumber() || node.isString() ? node.asString().strip() : "";
    if (!NUMBER.matcher(text).matches()) return Optional.empty();
    var seconds = new BigDecimal(text);
    if (seconds.compareTo(TEN_YEARS) > 0) return Optional.empty();
    return Optional.of(Duration.ofSeconds(seconds.longValue())).filter(Duration::isPositive);
  }

  private Optional<List<String>> scopes(JsonNode node) {
    var separator =
        quirks.find(Quirk.GrantedScopesJoinedBy.class).map(Quirk.GrantedScopesJoinedBy::separator);
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

  private static Stream<String> split(String text, Optional<String> separator) {
    return Arrays.stream(text.split(separator.map(Pattern::quote).orElse("\\s+"), -1));
  }

  private Map<String, Secret> kept(JsonNode answer) {
    var kept = new HashMap<String, Secret>();
    quirks
        .find(Quirk.KeptFromTokenAnswer.class)
        .ifPresent(quirk ->
            quirk
                .paths()
                .forEach((name, path) ->
                    DottedPath.firstText(answer, List.of(path))
                        .ifPresent(text -> kept.put(name, Secret.of(text)))));
    return kept;
  }

  private Optional<JsonNode> at(JsonNode answer, AnswerField field) {
    return DottedPath.find(answer, Objects.requireNonNullElse(paths.get(field), field.key()));
  }
}
