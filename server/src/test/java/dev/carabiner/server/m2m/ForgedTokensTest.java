package dev.carabiner.server.m2m;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.carabiner.server.web.Reception;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every token here is wrong in one way, most of them signed with the right key. All of them get
/// the same answer.
class ForgedTokensTest {
  private static final String NOT_VALID =
      "{\"errors\":[{\"code\":\"INVALID_TOKEN\",\"message\":\"The bearer token is not valid\"}]}";

  private final Bench bench = new Bench();
  private final Forge forge = new Forge(bench);
  private final Reception reception = new Reception(List.of(bench.door));

  @TestFactory
  Stream<DynamicTest> a_forged_token_is_401_and_all_look_alike() throws Exception {
    var forged = new LinkedHashMap<String, String>();
    headers()
        .forEach(
            (name, header) -> forged.put("header: " + name, forge.signed(header, forge.claims())));
    payloads()
        .forEach((name, payload) ->
            forged.put("claims: " + name, forge.signed(forge.header(), payload)));
    forged.putAll(signatures());
    forged.putAll(spellings());
    assertThat(forged.size()).isGreaterThanOrEqualTo(40);
    return forged.entrySet().stream()
        .map(entry -> dynamicTest(entry.getKey(), () -> isRefused(entry.getValue())));
  }

  @Test
  void the_same_token_without_a_flaw_passes() {
    assertThat(ask(forge.signed(forge.header(), forge.claims())).status()).isEqualTo(200);
    assertThat(ask(bench.token()).status()).isEqualTo(200);
  }

  @Test
  void keys_that_a_token_brings_or_points_to_are_never_fetched() throws Exception {
    try (var tripwire = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      tripwire.setSoTimeout(200);
      var url = "http://127.0.0.1:" + tripwire.getLocalPort() + "/keys";
      for (var member : List.of("jku", "x5u"))
        isRefused(
            forge.signed(Forge.with(forge.header(), member, "\"" + url + "\""), forge.claims()));
      org.assertj.core.api.Assertions.assertThatThrownBy(tripwire::accept)
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  private void isRefused(String token) {
    var reply = ask(token);
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.bodyText()).isEqualTo(NOT_VALID);
    assertThat(reply.header("WWW-Authenticate"))
        .contains("Bearer realm=\"carabiner\", error=\"invalid_token\"");
  }

  private Reply ask(String token) {
    return reception.answer(Request.get("/guarded").with("Authorization", "Bearer " + token));
  }

  private Map<String, String> headers() {
    var rsa = bench.keys.published().getFirst();
    var headers = new LinkedHashMap<String, String>();
    headers.put("alg none", Forge.with(forge.header(), "alg", "\"none\""));
    headers.put("alg nOnE", Forge.with(forge.header(), "alg", "\"nOnE\""));
    headers.put("alg HS256", Forge.with(forge.header(), "alg", "\"HS256\""));
    headers.put("alg RS384", Forge.with(forge.header(), "alg", "\"RS384\""));
    headers.put("alg PS256", Forge.with(forge.header(), "alg", "\"PS256\""));
    headers.put("alg ES256", Forge.with(forge.header(), "alg", "\"ES256\""));
    headers.put("alg rs256", Forge.with(forge.header(), "alg", "\"rs256\""));
    headers.put("alg a list", Forge.with(forge.header(), "alg", "[\"RS256\"]"));
    headers.put("alg missing", Forge.without(forge.header(), "alg"));
    headers.put("typ missing", Forge.without(forge.header(), "typ"));
    headers.put("typ at+jwt", Forge.with(forge.header(), "typ", "\"at+jwt\""));
    headers.put("typ dpop+jwt", Forge.with(forge.header(), "typ", "\"dpop+jwt\""));
    headers.put("typ logout+jwt", Forge.with(forge.header(), "typ", "\"logout+jwt\""));
    headers.put("kid missing", Forge.without(forge.header(), "kid"));
    headers.put("kid unknown", Forge.with(forge.header(), "kid", "\"another\""));
    headers.put("kid a path", Forge.with(forge.header(), "kid", "\"../../etc/passwd\""));
    headers.put("kid a number", Forge.with(forge.header(), "kid", "7"));
    headers.put("kid twice", forge.header().replaceFirst("\\{", "{\"kid\":\"another\","));
    headers.put("crit", Forge.with(forge.header(), "crit", "[\"exp\"]"));
    headers.put("crit empty", Forge.with(forge.header(), "crit", "[]"));
    headers.put("b64 false", Forge.with(forge.header(), "b64", "false"));
    headers.put("zip", Forge.with(forge.header(), "zip", "\"DEF\""));
    headers.put("cty: nested", Forge.with(forge.header(), "cty", "\"JWT\""));
    headers.put("enc", Forge.with(forge.header(), "enc", "\"A256GCM\""));
    headers.put("jwk of its own", Forge.with(forge.header(), "jwk", rsa.toJSONString()));
    headers.put("jku", Forge.with(forge.header(), "jku", "\"http://127.0.0.1:1/\""));
    headers.put("x5u", Forge.with(forge.header(), "x5u", "\"http://127.0.0.1:1/\""));
    headers.put("x5c", Forge.with(forge.header(), "x5c", "[\"MII\"]"));
    headers.put("a list", "[" + forge.header() + "]");
    headers.put("no json", "nonsense");
    headers.put("deep", Forge.with(forge.header(), "typ", "[".repeat(20) + "]".repeat(20)));
    return headers;
  }

  private Map<String, String> payloads() {
    var now = bench.now.getEpochSecond();
    var claims = new LinkedHashMap<String, String>();
    claims.put("iss another", Forge.with(forge.claims(), "iss", "\"http://127.0.0.1:8898\""));
    claims.put("iss with a slash", Forge.with(forge.claims(), "iss", "\"" + Bench.ISSUER + "/\""));
    claims.put("iss upper case", Forge.with(forge.claims(), "iss", "\"HTTP://127.0.0.1:8899\""));
    claims.put("iss missing", Forge.without(forge.claims(), "iss"));
    claims.put("aud another", Forge.with(forge.claims(), "aud", "[\"https://other.example/api\"]"));
    claims.put("aud a prefix", Forge.with(forge.claims(), "aud", "[\"http://127.0.0.1:8899\"]"));
    claims.put(
        "aud with a slash", Forge.with(forge.claims(), "aud", "[\"" + Bench.AUDIENCE + "/\"]"));
    claims.put("aud empty", Forge.with(forge.claims(), "aud", "[]"));
    claims.put("aud missing", Forge.without(forge.claims(), "aud"));
    claims.put("aud a text", Forge.with(forge.claims(), "aud", "\"" + Bench.AUDIENCE + "\""));
    claims.put(
        "aud with a number", Forge.with(forge.claims(), "aud", "[\"" + Bench.AUDIENCE + "\", 7]"));
    claims.put("exp now", Forge.with(forge.claims(), "exp", "" + now));
    claims.put("exp past", Forge.with(forge.claims(), "exp", "" + (now - 1)));
    claims.put("exp missing", Forge.without(forge.claims(), "exp"));
    claims.put("exp null", Forge.with(forge.claims(), "exp", "null"));
    claims.put("exp a text", Forge.with(forge.claims(), "exp", "\"" + (now + 60) + "\""));
    claims.put("exp a fraction", Forge.with(forge.claims(), "exp", (now + 60) + ".5"));
    claims.put("exp 1e400", Forge.with(forge.claims(), "exp", "1e400"));
    claims.put("exp 2^63", Forge.with(forge.claims(), "exp", "9223372036854775808"));
    claims.put("exp 2^63-1", Forge.with(forge.claims(), "exp", "9223372036854775807"));
    claims.put("exp of 5000 digits", Forge.with(forge.claims(), "exp", "9".repeat(5000)));
    claims.put("exp negative", Forge.with(forge.claims(), "exp", "-1"));
    claims.put("exp NaN", forge.claims().replaceFirst("\"exp\":\\d+", "\"exp\":NaN"));
    claims.put("exp twice", forge.claims().replaceFirst("\\{", "{\"exp\":" + (now + 900) + ","));
    claims.put("iat in the future", Forge.with(forge.claims(), "iat", "" + (now + 61)));
    claims.put("iat missing", Forge.without(forge.claims(), "iat"));
    claims.put("nbf in the future", Forge.with(forge.claims(), "nbf", "" + (now + 61)));
    claims.put("nbf a text", Forge.with(forge.claims(), "nbf", "\"" + now + "\""));
    claims.put("gty missing", Forge.without(forge.claims(), "gty"));
    claims.put("gty another", Forge.with(forge.claims(), "gty", "[\"authorization_code\"]"));
    claims.put("gty a text", Forge.with(forge.claims(), "gty", "\"client_credentials\""));
    claims.put("sub", Forge.with(forge.claims(), "sub", "\"user_1\""));
    claims.put("cnf", Forge.with(forge.claims(), "cnf", "{\"jkt\":\"x\"}"));
    claims.put("azp unknown", Forge.with(forge.claims(), "azp", "\"" + "f".repeat(32) + "\""));
    claims.put("azp missing", Forge.without(forge.claims(), "azp"));
    claims.put("azp a list", Forge.with(forge.claims(), "azp", "[\"" + Bench.ID + "\"]"));
    claims.put(
        "azp upper case",
        Forge.with(
            forge.claims(), "azp", "\"" + Bench.ID.toUpperCase(java.util.Locale.ROOT) + "\""));
    claims.put("scope missing", Forge.without(forge.claims(), "scope"));
    claims.put("scope a list", Forge.with(forge.claims(), "scope", "[\"read:connected_apps\"]"));
    claims.put(
        "scope malformed", Forge.with(forge.claims(), "scope", "\"read:connected_apps\\u0000\""));
    claims.put("jti missing", Forge.without(forge.claims(), "jti"));
    claims.put("v another", Forge.with(forge.claims(), "v", "\"1\""));
    claims.put("a list", "[" + forge.claims() + "]");
    claims.put("something after it", forge.claims() + " {}");
    claims.put("deep", Forge.with(forge.claims(), "x", "[".repeat(20) + "]".repeat(20)));
    claims.put(
        "larger than 8 KiB", Forge.with(forge.claims(), "x", "\"" + "y".repeat(9000) + "\""));
    claims.put("empty", "{}");
    return claims;
  }

  private Map<String, String> signatures() throws GeneralSecurityException {
    var good = forge.signed(forge.header(), forge.claims());
    var covered = good.substring(0, good.lastIndexOf('.'));
    var forged = new LinkedHashMap<String, String>();
    forged.put("signature: none", covered + ".");
    forged.put(
        "signature: of another token",
        covered + bench.token().substring(bench.token().lastIndexOf('.')));
    forged.put(
        "signature: a bit changed",
        covered + "." + Forge.changed(good.substring(good.lastIndexOf('.') + 1)));
    forged.put("signature: zeros", covered + "." + Forge.base64(new byte[256]));
    forged.put("signature: too short", covered + "." + Forge.base64(new byte[3]));
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    forged.put(
        "signature: another key",
        covered
            + "."
            + Forge.base64(
                Forge.rsa(generator.generateKeyPair().getPrivate(), "SHA256withRSA", covered)));
    forged.put(
        "signature: SHA-512",
        covered + "." + Forge.base64(Forge.rsa(forge.key(), "SHA512withRSA", covered)));
    forged.put(
        "signature: SHA-1",
        covered + "." + Forge.base64(Forge.rsa(forge.key(), "SHA1withRSA", covered)));
    var confused =
        Forge.base64(Forge.with(forge.header(), "alg", "\"HS256\"").getBytes(UTF_8))
            + "."
            + Forge.base64(forge.claims().getBytes(UTF_8));
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(forge.publicKey(), "HmacSHA256"));
    forged.put(
        "signature: HMAC with the public key",
        confused + "." + Forge.base64(mac.doFinal(confused.getBytes(UTF_8))));
    forged.put(
        "claims changed after signing",
        good.replaceFirst(
            "\\.[^.]+\\.",
            "."
                + Forge.base64(
                    Forge.with(forge.claims(), "azp", "\"" + "a".repeat(32) + "\"").getBytes(UTF_8))
                + "."));
    return forged;
  }

  private Map<String, String> spellings() {
    var good = forge.signed(forge.header(), forge.claims());
    var parts = good.split("\\.");
    var forged = new LinkedHashMap<String, String>();
    forged.put("spelling: two parts", parts[0] + "." + parts[1]);
    forged.put("spelling: four parts", good + ".x");
    forged.put("spelling: five parts, as JWE", parts[0] + "..." + parts[1] + "." + parts[2]);
    forged.put("spelling: empty header", "." + parts[1] + "." + parts[2]);
    forged.put("spelling: padded", good + "=");
    forged.put("spelling: plus and slash", good.replace('-', '+').replace('_', '/') + "+");
    forged.put(
        "spelling: other tail bits", parts[0] + "." + parts[1] + "." + Forge.otherTail(parts[2]));
    forged.put(
        "spelling: not UTF-8",
        Forge.base64(forge.header().getBytes(UTF_8))
            + "."
            + Forge.base64(
                forge.claims().replace("\"v\"", "\"\u00ff\":1,\"v\"").getBytes(ISO_8859_1))
            + "."
            + parts[2]);
    forged.put("spelling: nonsense", "nonsense");
    forged.put("spelling: dots", "..");
    return forged;
  }
}
