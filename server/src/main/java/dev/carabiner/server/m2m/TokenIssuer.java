package dev.carabiner.server.m2m;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.node.ObjectNode;

/// Issues access tokens: JWTs (RFC 7519) in the shape that the wire contract names.
public final class TokenIssuer {
  private final IssuerSettings settings;
  private final SigningKeys keys;
  private final InstantSource clock;
  private final RandomValues random = new RandomValues();

  public TokenIssuer(IssuerSettings settings, SigningKeys keys, InstantSource clock) {
    this.settings = settings;
    this.keys = keys;
    this.clock = clock;
  }

  /// A token with the lifetime of the settings.
  ///
  /// @throws dev.carabiner.server.base.Fault when the signing keys cannot be read
  public IssuedToken issue(TokenGrant grant) {
    return issue(grant, settings.lifetime());
  }

  /// A token with a lifetime of its own.
  ///
  /// @throws dev.carabiner.server.base.Fault when the signing keys cannot be read
  public IssuedToken issue(TokenGrant grant, Duration lifetime) {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var end = now.plus(lifetime);
    return new IssuedToken(Secret.of(sign(claims(grant, now, end), keys.signing())), end);
  }

  /// Who we are to those who read the tokens.
  public IssuerSettings settings() {
    return settings;
  }

  private ObjectNode claims(TokenGrant grant, Instant now, Instant end) {
    var claims = Json.object();
    var audiences = claims.putArray("aud");
    grant.audiences().forEach(audiences::add);
    claims.put("azp", grant.clientId());
    claims.put("exp", end.getEpochSecond());
    claims.putArray("gty").add("client_credentials");
    claims.put("iat", now.getEpochSecond());
    claims.put("iss", settings.issuer());
    claims.put("jti", random.next());
    claims.put("scope", grant.granted().asText());
    var requested = claims.putArray("scp");
    grant.requested().names().forEach(requested::add);
    return claims.put("v", "2");
  }

  private static String sign(ObjectNode claims, RSAKey key) {
    try {
      var header =
          new JWSHeader.Builder(JWSAlgorithm.RS256)
              .type(JOSEObjectType.JWT)
              .keyID(key.getKeyID())
              .build();
      var token = new JWSObject(header, new Payload(Json.write(claims).getBytes(UTF_8)));
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException("An RSA key of ours does not sign", impossible);
    }
  }
}
