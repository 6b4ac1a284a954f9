package dev.carabiner.sandbox.costume;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;

/** How a client has to prove who it is, in the one way that the facts tell of and in no other. */
final class ClientProof {
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final Stage stage;
  private final Facts facts;

  ClientProof(Stage stage) {
    this.stage = stage;
    this.facts = stage.facts;
  }

  /** The way of token calls. */
  String ofTokenCalls() {
    String own = facts.text("token_client_auth", "");
    return own.isEmpty() ? facts.text("client_auth", "client_secret_post") : own;
  }

  /**
   * Puts what this way wants among the parameters into {@code expected}.
   *
   * @param kind of the call, for parameters that have other names there
   * @param audience the address that is called
   */
  void expect(String way, Expected expected, String kind, String audience) {
    String id = stage.registration.clientId();
    String idName = stage.name(kind, "client_id");
    String secretName = stage.name(kind, "client_secret");
    if (way.startsWith("header:") && !way.startsWith("header:Authorization")) {
      expected.exactly(idName, id);
      return;
    }
    switch (way) {
      case "client_secret_post" -> {
        expected.exactly(idName, id);
        if (facts.has("client_secret_jwt")) {
          expected.must(secretName, "must be a JWT of this client", this::isSecret);
        } else {
          expected.exactly(secretName, stage.registration.clientSecret());
        }
      }
      case "none", "client_id_only" -> expected.exactly(idName, id);
      case "private_key_jwt" -> {
        expected.may(idName, "must be " + id, id::equals);
        expected.exactly("client_assertion_type", ASSERTION_TYPE);
        expected.must(
            "client_assertion",
            "must be a JWT of this client",
            text ->
                isGood(
                    text,
                    facts.text("client_assertion/issuer").map(this::filled).orElse(id),
                    id,
                    facts.text("client_assertion/audience", audience)));
      }
      default -> {}
    }
  }

  /** The same for a call that is no token call: who need not authenticate is not named either. */
  void expectOutside(String way, Expected expected, String audience) {
    if (!way.equals("none") && !way.startsWith("header:")) {
      expect(way, expected, "token", audience);
    }
  }

  /** What is wrong with the {@code Authorization} header, or the one in its place. */
  Optional<String> headerIsWrong(String way, Asked asked, String token) {
    String authorization = asked.header("Authorization").orElse("");
    if (way.startsWith("header:")) {
      String[] named = way.substring("header:".length()).split("=", 2);
      String value = named[1].replace("${access_token}", token);
      return asked.header(named[0]).filter(filled(value)::equals).isPresent()
          ? Optional.empty()
          : Optional.of("the header " + named[0] + " must be " + named[1]);
    }
    Registration client = stage.registration;
    String wanted =
        switch (way) {
          case "client_secret_basic" ->
              "Basic " + base64(encode(client.clientId()) + ":" + encode(client.clientSecret()));
          case "bearer" -> "Bearer " + token;
          case "client_secret_bearer" -> "Bearer " + client.clientSecret();
          default -> "";
        };
    return authorization.equals(wanted)
        ? Optional.empty()
        : Optional.of(
            wanted.isEmpty()
                ? "there must be no Authorization header"
                : "the Authorization header must be that of " + way);
  }

  private boolean isSecret(String text) {
    return isGood(
        text,
        filled(facts.text("client_secret_jwt/issuer", "${client_id}")),
        stage.registration.clientId(),
        facts.need("client_secret_jwt/audience"));
  }

  private boolean isGood(String text, String issuer, String subject, String audience) {
    try {
      SignedJWT jwt = SignedJWT.parse(text);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      Instant now = stage.clock.instant();
      Date end = claims.getExpirationTime();
      return signatureFits(jwt)
          && issuer.equals(claims.getIssuer())
          && subject.equals(claims.getSubject())
          && claims.getAudience().contains(audience)
          && end != null
          && end.toInstant().isAfter(now);
    } catch (ParseException | JOSEException notOurs) {
      return false;
    }
  }

  private boolean signatureFits(SignedJWT jwt) throws JOSEException {
    PublicKey key = stage.registration.key().map(ClientKey::publicKey).orElse(null);
    if (key instanceof ECPublicKey curve) {
      return jwt.verify(new ECDSAVerifier(curve));
    }
    return key instanceof RSAPublicKey rsa && jwt.verify(new RSASSAVerifier(rsa));
  }

  private String filled(String text) {
    return Blanks.fill(text, stage.after());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
