package dev.carabiner.server.m2m;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.web.Reception;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.node.ObjectNode;

/// Every token here is wrong in one way, most of them signed with the right key. All of them get
/// the same answer.
class ForgedTokensTest {
  private static final String NOT_VALID =
      "{\"errors\":[{\"code\":\"INVALID_TOKEN\",\"message\":\"The bearer token is not valid\"}]}";

  private final Bench bench = new Bench();
  private final Reception reception = new Reception(List.of(bench.door));

  @TestFactory
  Stream<DynamicTest> a_forged_token_is_401_and_all_look_alike() throws Exception {
    var forged = new LinkedHashMap<String, String>();
    headers().forEach((name, header) -> forged.put("header: " + name, signed(header, claims())));
    payloads().forEach((name, payload) -> forged.put("claims: " + name, signed(header(), payload)));
    forged.putAll(signatures());
    forged.putAll(spellings());
    assertThat(forged.size()).isGreaterThanOrEqualTo(40);
    return forged.entrySet().stream()
        .map(entry -> dynamicTest(entry.getKey(), () -> isRefused(entry.getValue())));
  }

  @Test
  void the_same_token_without_a_flaw_passes() {
    assertThat(ask(signed(header(), claims())).status()).isEqualTo(200);
    assertThat(ask(bench.token()).status()).isEqualTo(200);
  }

  @Test
  void keys_that_a_token_brings_or_points_to_are_never_fetched() throws Exception {
    try (var tripwire = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      tripwire.setSoTimeout(200);
      var url = "http://127.0.0.1:" + tripwire.getLocalPort() + "/keys";
      for (var member : List.of("jku", "x5u"))
        isRefused(signed(with(header(), member, "\"" + url + "\""), claims()));
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
    headers.put("alg none", with(header(), "alg", "\"none\""));
    headers.put("alg nOnE", with(header(), "alg", "\"nOnE\""));
    headers.put("alg HS256", with(header(), "alg", "\"HS256\""));
    headers.put("alg RS384", with(header(), "alg", "\"RS384\""));
    headers.put("alg PS256", with(header(), "alg", "\"PS256\""));
    headers.put("alg ES256", with(header(), "alg", "\"ES256\""));
    headers.put("alg rs256", with(header(), "alg", "\"rs256\""));
    headers.put("alg a list", with(header(), "alg", "[\"RS256\"]"));
    headers.put("alg missing", without(header(), "alg"));
    headers.put("typ missing", without(header(), "typ"));
    headers.put("typ at+jwt", with(header(), "typ", "\"at+jwt\""));
    headers.put("typ dpop+jwt", with(header(), "typ", "\"dpop+jwt\""));
    headers.put("typ logout+jwt", with(header(), "typ", "\"logout+jwt\""));
    headers.put("kid missing", without(header(), "kid"));
    headers.put("kid unknown", with(header(), "kid", "\"another\""));
    headers.put("kid a path", with(header(), "kid", "\"../../etc/passwd\""));
    headers.put("kid a number", with(header(), "kid", "7"));
    headers.put("kid twice", header().replaceFirst("\\{", "{\"kid\":\"another\","));
    headers.put("crit", with(header(), "crit", "[\"exp\"]"));
    headers.put("crit empty", with(header(), "crit", "[]"));
    headers.put("b64 false", with(header(), "b64", "false"));
    headers.put("zip", with(header(), "zip", "\"DEF\""));
    headers.put("cty: nested", with(header(), "cty", "\"JWT\""));
    headers.put("enc", with(header(), "enc", "\"A256GCM\""));
    headers.put("jwk of its own", with(header(), "jwk", rsa.toJSONString()));
    headers.put("jku", with(header(), "jku", "\"http://127.0.0.1:1/\""));
    headers.put("x5u", with(header(), "x5u", "\"http://127.0.0.1:1/\""));
    headers.put("x5c", with(header(), "x5c", "[\"MII\"]"));
    headers.put("a list", "[" + header() + "]");
    headers.put("no json", "nonsense");
    headers.put("deep", with(header(), "typ", "[".repeat(20) + "]".repeat(20)));
    return headers;
  }

  private Map<String, String> payloads() {
    var now = bench.now.getEpochSecond();
    var claims = new LinkedHashMap<String, String>();
    claims.put("iss another", with(claims(), "iss", "\"http://127.0.0.1:8898\""));
    claims.put("iss with a slash", with(claims(), "iss", "\"" + Bench.ISSUER + "/\""));
    claims.put("iss upper case", with(claims(), "iss", "\"HTTP://127.0.0.1:8899\""));
    claims.put("iss missing", without(claims(), "iss"));
    claims.put("aud another", with(claims(), "aud", "[\"https://other.example/api\"]"));
    claims.put("aud a prefix", with(claims(), "aud", "[\"http://127.0.0.1:8899\"]"));
    claims.put("aud with a slash", with(claims(), "aud", "[\"" + Bench.AUDIENCE + "/\"]"));
    claims.put("aud empty", with(claims(), "aud", "[]"));
    claims.put("aud missing", without(claims(), "aud"));
    claims.put("aud a text", with(claims(), "aud", "\"" + Bench.AUDIENCE + "\""));
    claims.put("aud with a number", with(claims(), "aud", "[\"" + Bench.AUDIENCE + "\", 7]"));
    claims.put("exp now", with(claims(), "exp", "" + now));
    claims.put("exp past", with(claims(), "exp", "" + (now - 1)));
    claims.put("exp missing", without(claims(), "exp"));
    claims.put("exp null", with(claims(), "exp", "null"));
    claims.put("exp a text", with(claims(), "exp", "\"" + (now + 60) + "\""));
    claims.put("exp a fraction", with(claims(), "exp", (now + 60) + ".5"));
    claims.put("exp 1e400", with(claims(), "exp", "1e400"));
    claims.put("exp 2^63", with(claims(), "exp", "9223372036854775808"));
    claims.put("exp 2^63-1", with(claims(), "exp", "9223372036854775807"));
    claims.put("exp of 5000 digits", with(claims(), "exp", "9".repeat(5000)));
    claims.put("exp negative", with(claims(), "exp", "-1"));
    claims.put("exp NaN", claims().replaceFirst("\"exp\":\\d+", "\"exp\":NaN"));
    claims.put("exp twice", claims().replaceFirst("\\{", "{\"exp\":" + (now + 900) + ","));
    claims.put("iat in the future", with(claims(), "iat", "" + (now + 61)));
    claims.put("iat missing", without(claims(), "iat"));
    claims.put("nbf in the future", with(claims(), "nbf", "" + (now + 61)));
    claims.put("nbf a text", with(claims(), "nbf", "\"" + now + "\""));
    claims.put("gty missing", without(claims(), "gty"));
    claims.put("gty another", with(claims(), "gty", "[\"authorization_code\"]"));
    claims.put("gty a text", with(claims(), "gty", "\"client_credentials\""));
    claims.put("sub", with(claims(), "sub", "\"user_1\""));
    claims.put("cnf", with(claims(), "cnf", "{\"jkt\":\"x\"}"));
    claims.put("azp unknown", with(claims(), "azp", "\"" + "f".repeat(32) + "\""));
    claims.put("azp missing", without(claims(), "azp"));
    claims.put("azp a list", with(claims(), "azp", "[\"" + Bench.ID + "\"]"));
    claims.put(
        "azp upper case",
        with(claims(), "azp", "\"" + Bench.ID.toUpperCase(java.util.Locale.ROOT) + "\""));
    claims.put("scope missing", without(claims(), "scope"));
    claims.put("scope a list", with(claims(), "scope", "[\"read:connected_apps\"]"));
    claims.put("scope malformed", with(claims(), "scope", "\"read:connected_apps\\u0000\""));
    claims.put("jti missing", without(claims(), "jti"));
    claims.put("v another", with(claims(), "v", "\"1\""));
    claims.put("a list", "[" + claims() + "]");
    claims.put("something after it", claims() + " {}");
    claims.put("deep", with(claims(), "x", "[".repeat(20) + "]".repeat(20)));
    claims.put("larger than 8 KiB", with(claims(), "x", "\"" + "y".repeat(9000) + "\""));
    claims.put("empty", "{}");
    return claims;
  }

  private Map<String, String> signatures() throws GeneralSecurityException {
    var good = signed(header(), claims());
    var covered = good.substring(0, good.lastIndexOf('.'));
    var forged = new LinkedHashMap<String, String>();
    forged.put("signature: none", covered + ".");
    forged.put(
        "signature: of another token",
        covered + bench.token().substring(bench.token().lastIndexOf('.')));
    forged.put(
        "signature: a bit changed",
        covered + "." + changed(good.substring(good.lastIndexOf('.') + 1)));
    forged.put("signature: zeros", covered + "." + base64(new byte[256]));
    forged.put("signature: too short", covered + "." + base64(new byte[3]));
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    forged.put(
        "signature: another key",
        covered
            + "."
            + base64(rsa(generator.generateKeyPair().getPrivate(), "SHA256withRSA", covered)));
    forged.put("signature: SHA-512", covered + "." + base64(rsa(key(), "SHA512withRSA", covered)));
    forged.put("signature: SHA-1", covered + "." + base64(rsa(key(), "SHA1withRSA", covered)));
    var confused =
        base64(with(header(), "alg", "\"HS256\"").getBytes(UTF_8))
            + "."
            + base64(claims().getBytes(UTF_8));
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(publicKey(), "HmacSHA256"));
    forged.put(
        "signature: HMAC with the public key",
        confused + "." + base64(mac.doFinal(confused.getBytes(UTF_8))));
    forged.put(
        "claims changed after signing",
        good.replaceFirst(
            "\\.[^.]+\\.",
            "."
                + base64(with(claims(), "azp", "\"" + "a".repeat(32) + "\"").getBytes(UTF_8))
                + "."));
    return forged;
  }

  private Map<String, String> spellings() {
    var good = signed(header(), claims());
    var parts = good.split("\\.");
    var forged = new LinkedHashMap<String, String>();
    forged.put("spelling: two parts", parts[0] + "." + parts[1]);
    forged.put("spelling: four parts", good + ".x");
    forged.put("spelling: five parts, as JWE", parts[0] + "..." + parts[1] + "." + parts[2]);
    forged.put("spelling: empty header", "." + parts[1] + "." + parts[2]);
    forged.put("spelling: padded", good + "=");
    forged.put("spelling: plus and slash", good.replace('-', '+').replace('_', '/') + "+");
    forged.put("spelling: other tail bits", parts[0] + "." + parts[1] + "." + otherTail(parts[2]));
    forged.put(
        "spelling: not UTF-8",
        base64(header().getBytes(UTF_8))
            + "."
            + base64(claims().replace("\"v\"", "\"\u00ff\":1,\"v\"").getBytes(ISO_8859_1))
            + "."
            + parts[2]);
    forged.put("spelling: nonsense", "nonsense");
    forged.put("spelling: dots", "..");
    return forged;
  }

  private String header() {
    return "{\"kid\":\""
        + bench.keys.signing().getKeyID()
        + "\",\"typ\":\"JWT\",\"alg\":\"RS256\"}";
  }

  private String claims() {
    var now = bench.now.getEpochSecond();
    return "{\"aud\":[\""
        + Bench.AUDIENCE
        + "\"],\"azp\":\""
        + Bench.ID
        + "\",\"exp\":"
        + (now + 600)
        + ",\"gty\":[\"client_credentials\"],\"iat\":"
        + now
        + ",\"iss\":\""
        + Bench.ISSUER
        + "\",\"jti\":\"j\",\"scope\":\"read:connected_apps\",\"scp\":[],\"v\":\"2\"}";
  }

  private String signed(String header, String claims) {
    var covered = base64(header.getBytes(UTF_8)) + "." + base64(claims.getBytes(UTF_8));
    try {
      return covered + "." + base64(rsa(key(), "SHA256withRSA", covered));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private PrivateKey key() {
    try {
      return bench.keys.signing().toPrivateKey();
    } catch (com.nimbusds.jose.JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private byte[] publicKey() {
    try {
      return bench.keys.signing().toPublicKey().getEncoded();
    } catch (com.nimbusds.jose.JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] rsa(PrivateKey key, String algorithm, String covered)
      throws GeneralSecurityException {
    var signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(covered.getBytes(UTF_8));
    return signature.sign();
  }

  /// The object with the member replaced or added; `json` may be no JSON at all.
  private static String with(String object, String member, String json) {
    return without(object, member)
        .replaceFirst(
            "\\{", "{\"" + member + "\":" + java.util.regex.Matcher.quoteReplacement(json) + ",");
  }

  private static String without(String object, String member) {
    ObjectNode node = Json.parseObject(object).orElseThrow();
    node.remove(member);
    return Json.write(node);
  }

  private static String changed(String base64) {
    return (base64.startsWith("A") ? "B" : "A") + base64.substring(1);
  }

  /// 256 bytes leave four bits in the last character that stand for nothing.
  private static String otherTail(String base64) {
    var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    var last = alphabet.indexOf(base64.charAt(base64.length() - 1));
    return base64.substring(0, base64.length() - 1) + alphabet.charAt(last ^ 1);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
