package dev.carabiner.compat.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.sandbox.Ledger;
import dev.carabiner.sandbox.LedgerEntry;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What a provider's ledger knows of one token set: the answer that gave it out, and what came of
/// its refresh token.
final class Trail {
  private static final String ACCESS = "access_token";
  private static final String REFRESH = "refresh_token";
  private static final int FINGERPRINT = 4;

  private final Ledger ledger;
  private final LedgerEntry given;

  private Trail(Ledger ledger, LedgerEntry given) {
    this.ledger = ledger;
    this.given = given;
  }

  /// The trail of the set that this access token belongs to.
  static Trail of(Ledger ledger, String accessToken) {
    var fingerprint = fingerprint(accessToken);
    var given =
        ledger.entries().stream()
            .filter(entry -> fingerprint.equals(entry.outcome().tokens().get(ACCESS)))
            .findFirst()
            .orElseThrow(() -> new AssertionError("the provider never gave out that token"));
    return new Trail(ledger, given);
  }

  /// The requests since then that presented its refresh token.
  List<LedgerEntry> uses() {
    var token =
        Optional.ofNullable(given.outcome().tokens().get(REFRESH))
            .or(() -> Optional.ofNullable(given.asked().tokens().get(REFRESH)))
            .orElseThrow(() -> new AssertionError("no refresh token: " + given));
    return ledger.tokenRequests(REFRESH).stream()
        .filter(entry -> entry.number() > given.number())
        .filter(entry -> token.equals(entry.asked().tokens().get(REFRESH)))
        .toList();
  }

  /// How the ledger writes a token down.
  static String fingerprint(String token) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, FINGERPRINT);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
