package dev.carabiner.server.operators;

import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import io.nayuki.qrcodegen.QrCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// A new key for an authenticator app, shown once to who makes it.
///
/// @param typed the key as one types it, in groups of four
/// @param picture the data of an SVG path: the dark squares of a QR code
/// @param size of the picture in squares, its quiet edge counted in
public record TotpOffer(String typed, String picture, int size) {
  private static final int EDGE = 4;

  static TotpOffer of(Secret key, String product, String login) {
    var base32 = Totp.base32(key.revealBytes(Reveal.TO_THE_PERSON_WHO_MADE_IT));
    var address =
        "otpauth://totp/%s:%s?secret=%s&issuer=%s"
            .formatted(encoded(product), encoded(login), base32, encoded(product));
    var code = QrCode.encodeText(address, QrCode.Ecc.MEDIUM);
    var path = new StringBuilder();
    for (var y = 0; y < code.size; y++)
      for (var x = 0; x < code.size; x++)
        if (code.getModule(x, y))
          path.append('M').append(x + EDGE).append(' ').append(y + EDGE).append("h1v1h-1z");
    return new TotpOffer(
        base32.replaceAll("(.{4})(?=.)", "$1 "), path.toString(), code.size + 2 * EDGE);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// Without the key.
  @Override
  public String toString() {
    return "TotpOffer";
  }
}
