package dev.carabiner.server.m2m;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import dev.carabiner.server.base.CompactToken;
import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Tells our own live tokens from everything else (RFC 7519, RFC 8725). A genuine token is
/// remembered for at most a minute, by the hash of the whole of it, and never beyond its end.
public final class TokenVerifier {
  private static final Duration REMEMBERED = Duration.ofSeconds(60);
  private static final int LONGEST = 8 * 1024;
  private static final int MOST_REMEMBERED = 10_000;

  private final SigningKeys keys;
  private final InstantSource clock;
  private final Claims claims;
  private final Cache<String, Remembered> genuine =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(REMEMBERED).build();

  public TokenVerifier(IssuerSettings settings, SigningKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
    this.claims = new Claims(settings);
  }

  private record Remembered(VerifiedToken token, Instant until) {}

  /// The verdict at this moment.
  ///
  /// @throws Fault when the signing keys cannot be read; whatever else goes wrong is a refusal
  Verdict verify(String token) {
    var now = clock.instant();
    var hash = Sha256.hex(token);
    var remembered = genuine.getIfPresent(hash);
    if (remembered != null && now.isBefore(remembered.until()))
      return new Verdict.Genuine(remembered.token());
    try {
      var verdict = judge(token, now);
      if (verdict instanceof Verdict.Genuine(var verified)) remember(hash, verified, now);
      return verdict;
    } catch (Fault fault) {
      throw fault;
    } catch (RuntimeException unexpected) {
      return new Verdict.Refused(unexpected.getClass().getName());
    }
  }

  private void remember(String hash, VerifiedToken token, Instant now) {
    var minute = now.plus(REMEMBERED);
    var until = token.expiresAt().isBefore(minute) ? token.expiresAt() : minute;
    genuine.put(hash, new Remembered(token, until));
  }

  /// The cheap questions come before the signature.
  private Verdict judge(String token, Instant now) {
    var parsed = CompactToken.parse(token, LONGEST);
    if (parsed.isEmpty()) return new Verdict.Refused("form");
    var compact = parsed.get();
    var complaint =
        claims.headerComplaint(compact.header()).or(() -> claims.complaint(compact.payload(), now));
    if (complaint.isPresent()) return new Verdict.Refused(complaint.get());
    var kid = compact.header().path("kid").stringValue();
    var key = keys.verifying(kid);
    if (key.isEmpty()) return new Verdict.Refused("unknown kid");
    if (!compact.isSignedWith(new RSASSAVerifier(key.get()), JWSAlgorithm.RS256))
      return new Verdict.Refused("signature");
    return new Verdict.Genuine(Claims.read(kid, compact.payload()));
  }
}
