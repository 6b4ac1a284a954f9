package dev.carabiner.server.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.carabiner.server.providers.CallbackQuirk;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks the signature of a callback (RFC 2104 with SHA-256), in constant time.
final class CallbackSignature {
  private CallbackSignature() {}

  /// Whether the callback carries the signature that its other parameters need.
  static boolean isGood(
      CallbackQuirk.SignedCallback rule,
      Map<String, String> parameters,
      Optional<Secret> clientSecret) {
    var sent = parameters.get(rule.parameter());
    if (sent == null || clientSecret.isEmpty()) return false;
    var secret = clientSecret.get().reveal(Reveal.TO_COMPARE);
    var key = rule.key().fill(Map.of("client_secret", secret));
    if (key.isEmpty()) return false;
    var others = new TreeMap<>(parameters);
    others.remove(rule.parameter());
    var good = Secret.of(hmac(key, message(others)));
    return good.matches(Secret.of(sent.toLowerCase(Locale.ROOT)));
  }

  /// The pairs in their order, names and values as they are, but for what would make them look like
  /// more than one pair.
  private static String message(SortedMap<String, String> others) {
    return others.entrySet().stream()
        .map(pair -> plain(pair.getKey()).replace("=", "%3D") + "=" + plain(pair.getValue()))
        .collect(joining("&"));
  }

  private static String plain(String text) {
    return text.replace("%", "%25").replace("&", "%26");
  }

  private static String hmac(String key, String message) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(message.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("This Java runtime has no HmacSHA256", impossible);
    }
  }
}
