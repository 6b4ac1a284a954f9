package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.carabiner.server.base.CompactToken;
import dev.carabiner.server.oauth.IssuerKeys.Verdict;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whose signature counts.
class IssuerKeysTest {
  private static final RSAKey RSA = rsa("r", 2048, null, KeyUse.SIGNATURE);
  private static final RSAKey OTHER = rsa("o", 2048, null, null);

  private Instant now = Instant.ofEpochSecond(1_800_000_000);
  private LocalProvider provider;
  private IssuerKeys keys;

  @BeforeEach
  void open() throws IOException {
    provider = new LocalProvider();
    keys = new IssuerKeys(provider, () -> now);
  }

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void a_token_counts_only_with_the_one_algorithm_of_its_key() throws JOSEException {
    var curve = new ECKeyGenerator(Curve.P_256).keyID("e").generate();
    publish(RSA, curve);

    assertThat(verdict(token(JWSAlgorithm.RS256, "r", new RSASSASigner(RSA))))
        .isEqualTo(Verdict.SIGNED);
    assertThat(verdict(token(JWSAlgorithm.ES256, "e", new ECDSASigner(curve))))
        .isEqualTo(Verdict.SIGNED);
    for (var wrong :
        List.of(
            token(JWSAlgorithm.RS384, "r", new RSASSASigner(RSA)),
            token(JWSAlgorithm.PS256, "r", new RSASSASigner(RSA)),
            token(JWSAlgorithm.RS256, "r", new RSASSASigner(OTHER)),
            token(JWSAlgorithm.RS256, "e", new RSASSASigner(RSA)),
            token(JWSAlgorithm.HS256, "r", new MACSigner(RSA.toRSAPublicKey().getEncoded()))))
      assertThat(verdict(wrong)).isEqualTo(Verdict.NOT_SIGNED);
  }

  @Test
  void a_key_that_names_its_algorithm_is_taken_at_its_word() throws JOSEException {
    var key = rsa("p", 2048, JWSAlgorithm.PS256, null);
    publish(key);

    assertThat(verdict(token(JWSAlgorithm.PS256, "p", new RSASSASigner(key))))
        .isEqualTo(Verdict.SIGNED);
    assertThat(verdict(token(JWSAlgorithm.RS256, "p", new RSASSASigner(key))))
        .isEqualTo(Verdict.NOT_SIGNED);
  }

  @Test
  void weak_secret_doubled_and_other_peoples_keys_are_left_out_and_the_rest_works()
      throws JOSEException {
    var weak = rsaOf1024();
    var encrypting = rsa("x", 2048, null, KeyUse.ENCRYPTION);
    var twin = rsa("o", 2048, null, null);
    var secret = new OctetSequenceKey.Builder(new byte[32]).keyID("s").build();
    provider.pages.put(
        "/jwks",
        new LocalProvider.Page(
            200,
            set(
                Stream.of(
                    weak,
                    encrypting.toPublicJWK().toJSONString(),
                    OTHER.toPublicJWK().toJSONString(),
                    twin.toPublicJWK().toJSONString(),
                    secret.toJSONString(),
                    "{\"kty\":\"unknown\"}",
                    "7",
                    RSA.toPublicJWK().toJSONString()))));

    assertThat(verdict(token(JWSAlgorithm.RS256, "r", new RSASSASigner(RSA))))
        .isEqualTo(Verdict.SIGNED);
    for (var wrong :
        List.of(
            token(JWSAlgorithm.RS256, "x", new RSASSASigner(encrypting)),
            token(JWSAlgorithm.RS256, "o", new RSASSASigner(OTHER)),
            token(JWSAlgorithm.HS256, "s", new MACSigner(new byte[32]))))
      assertThat(verdict(wrong)).isEqualTo(Verdict.NOT_SIGNED);
  }

  @Test
  void without_a_kid_there_must_be_one_key_alone() throws JOSEException {
    publish(RSA);
    var token = token(JWSAlgorithm.RS256, null, new RSASSASigner(RSA));
    assertThat(verdict(token)).isEqualTo(Verdict.SIGNED);

    publish(RSA, OTHER);
    now = now.plus(IssuerKeys.GOOD_FOR).plusSeconds(1);
    assertThat(verdict(token)).isEqualTo(Verdict.NOT_SIGNED);
  }

  @Test
  void a_new_kid_is_looked_for_once_a_minute() throws JOSEException {
    publish(RSA);
    var token = token(JWSAlgorithm.RS256, "o", new RSASSASigner(OTHER));
    for (var i = 0; i < 5; i++) assertThat(verdict(token)).isEqualTo(Verdict.NOT_SIGNED);
    assertThat(provider.asked).hasSize(1);

    publish(RSA, OTHER);
    now = now.plus(IssuerKeys.PAUSE);
    assertThat(verdict(token)).isEqualTo(Verdict.SIGNED);
    assertThat(provider.asked).hasSize(2);
  }

  @Test
  void keys_that_were_good_stand_in_for_a_day_and_no_longer() throws JOSEException {
    publish(RSA);
    var token = token(JWSAlgorithm.RS256, "r", new RSASSASigner(RSA));
    verdict(token);
    provider.pages.put("/jwks", new LocalProvider.Page(503, ""));

    now = now.plus(Duration.ofHours(23));
    assertThat(verdict(token)).isEqualTo(Verdict.SIGNED);
    now = now.plus(Duration.ofHours(2));
    assertThat(verdict(token)).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void an_address_in_a_token_is_never_followed_and_what_must_be_understood_is_not()
      throws JOSEException {
    publish(RSA);
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("r")
            .jwkURL(URI.create(provider.url + "/evil"))
            .jwk(OTHER.toPublicJWK());
    var followed = signed(header.build(), new RSASSASigner(OTHER));
    assertThat(verdict(followed)).isEqualTo(Verdict.NOT_SIGNED);

    var critical =
        signed(
            header.customParam("odd", 1).criticalParams(java.util.Set.of("odd")).build(),
            new RSASSASigner(RSA));
    assertThat(verdict(critical)).isEqualTo(Verdict.NOT_SIGNED);
    assertThat(provider.asked).containsExactly("GET /jwks");
  }

  private Verdict verdict(String token) {
    return keys.verdict(
        CompactToken.parse(token, 8192).orElseThrow(), URI.create(provider.url + "/jwks"));
  }

  private void publish(JWK... published) {
    var all = Stream.of(published).map(key -> key.toPublicJWK().toJSONString());
    provider.pages.put("/jwks", new LocalProvider.Page(200, set(all)));
  }

  private static String set(Stream<String> keys) {
    return keys.collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  private static String token(JWSAlgorithm algorithm, @Nullable String kid, JWSSigner signer)
      throws JOSEException {
    return signed(new JWSHeader.Builder(algorithm).keyID(kid).build(), signer);
  }

  private static String signed(JWSHeader header, JWSSigner signer) throws JOSEException {
    var token = new JWSObject(header, new Payload(Map.of("sub", "248289")));
    token.sign(signer);
    return token.serialize();
  }

  private static RSAKey rsa(
      String id, int bits, @Nullable JWSAlgorithm algorithm, @Nullable KeyUse use) {
    try {
      return new RSAKeyGenerator(bits).keyID(id).algorithm(algorithm).keyUse(use).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// A key that nobody should use any more, and that our library does not make.
  private static String rsaOf1024() {
    var modulus = new byte[128];
    java.util.Arrays.fill(modulus, (byte) 0xC1);
    var n = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(modulus);
    return "{\"kty\":\"RSA\",\"kid\":\"w\",\"n\":\"" + n + "\",\"e\":\"AQAB\"}";
  }
}
