package dev.carabiner.server.m2m;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import dev.carabiner.server.base.Json;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.regex.Matcher;

/// Makes tokens part by part, without the code under test.
record Forge(Bench bench) {
  String header() {
    return "{\"kid\":\""
        + bench.keys.signing().getKeyID()
        + "\",\"typ\":\"JWT\",\"alg\":\"RS256\"}";
  }

  String claims() {
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

  String signed(String header, String claims) {
    var covered = base64(header.getBytes(UTF_8)) + "." + base64(claims.getBytes(UTF_8));
    try {
      return covered + "." + base64(rsa(key(), "SHA256withRSA", covered));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  PrivateKey key() {
    try {
      return bench.keys.signing().toPrivateKey();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  byte[] publicKey() {
    try {
      return bench.keys.signing().toPublicKey().getEncoded();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static byte[] rsa(PrivateKey key, String algorithm, String covered)
      throws GeneralSecurityException {
    var signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(covered.getBytes(UTF_8));
    return signature.sign();
  }

  /// The object with the member replaced or added; `json` may be no JSON at all.
  static String with(String object, String member, String json) {
    return without(object, member)
        .replaceFirst("\\{", "{\"" + member + "\":" + Matcher.quoteReplacement(json) + ",");
  }

  static String without(String object, String member) {
    var node = Json.parseObject(object).orElseThrow();
    node.remove(member);
    return Json.write(node);
  }

  static String changed(String base64) {
    return (base64.startsWith("A") ? "B" : "A") + base64.substring(1);
  }

  /// 256 bytes leave four bits in the last character that stand for nothing.
  static String otherTail(String base64) {
    var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    var last = alphabet.indexOf(base64.charAt(base64.length() - 1));
    return base64.substring(0, base64.length() - 1) + alphabet.charAt(last ^ 1);
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
