package dev.carabiner.server.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.Json;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// How long a token lives by its claims `exp` and `iat` (RFC 7519 sections 4.1.4 and 4.1.6, RFC
/// 7662 section 2.2). Nothing is decided by them but when to refresh, so no signature is checked.
final class ClaimedLife {
  private static final long LONGEST = Duration.ofDays(3650).toSeconds();
  private static final int PARTS = 3;

  private ClaimedLife() {}

  /// The life of an access token that is a JWT; empty for any other token.
  static Optional<Duration> of(Secret accessToken, Instant now) {
    var parts = accessToken.reveal(Reveal.TO_READ_AN_ANSWER).split("\\.", -1);
    if (parts.length != PARTS) return Optional.empty();
    try {
      return Json.parseObject(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8))
          .flatMap(claims -> of(claims, now));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /// The life that the claims name: from `iat`, so that it does not matter how the provider's clock
  /// goes, else from now. Nobody gives out a token that is dead already: then nothing is known.
  static Optional<Duration> of(ObjectNode claims, Instant now) {
    var end = seconds(claims, "exp");
    var start = seconds(claims, "iat").orElse(now.getEpochSecond());
    return end.map(at -> at - start)
        .filter(life -> life > 0 && life <= LONGEST)
        .map(Duration::ofSeconds);
  }

  private static Optional<Long> seconds(ObjectNode claims, String name) {
    var value = claims.path(name);
    return value.isNumber() && value.canConvertToLong()
        ? Optional.of(value.longValue()).filter(seconds -> seconds >= 0)
        : Optional.empty();
  }
}
