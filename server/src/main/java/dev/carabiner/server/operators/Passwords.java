package dev.carabiner.server.operators;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Hashes passwords with Argon2id (RFC 9106): 19 MiB, two passes, one lane, a salt of 16 bytes. A
/// few at a time, so that many sign-ins at once take no more memory than that.
final class Passwords {
  private static final int KIBIBYTES = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int AT_ONCE = 4;
  private static final int SHORTEST = 12;
  private static final int LONGEST = 128;
  private static final int DISTINCT = 5;

  /// What is looked at for a login that nobody has, so that the answer takes as long: the hash of a
  /// random value that was thrown away.
  private static final String NOBODYS =
      "$argon2id$v=19$m=19456,t=2,p=1$wSH8YZtNb37cjvuDJgZKZA$FKWaQvw7Qr2vNmUu6Tzb1lKtQPswfLcMxajvcnZx+Io";

  private final Argon2Function argon =
      Argon2Function.getInstance(KIBIBYTES, PASSES, LANES, BYTES, Argon2.ID);
  private final SecureRandom random = new SecureRandom();
  private final Semaphore turns = new Semaphore(AT_ONCE);

  /// The hash to store, in the PHC string format, with its salt and costs.
  String hash(Secret password) {
    turns.acquireUninterruptibly();
    try {
      var salt = new byte[SALT_BYTES];
      random.nextBytes(salt);
      return argon.hash(password.revealBytes(Reveal.TO_COMPARE), salt).getResult();
    } finally {
      turns.release();
    }
  }

  /// Whether the password made the hash; takes as long when there is none.
  boolean matches(Secret password, Optional<String> hash) {
    turns.acquireUninterruptibly();
    try {
      var stored = hash.orElse(NOBODYS);
      var made = Argon2Function.getInstanceFromHash(stored);
      var right = made.check(password.revealBytes(Reveal.TO_COMPARE), stored.getBytes(US_ASCII));
      return right && hash.isPresent();
    } finally {
      turns.release();
    }
  }

  /// What is wrong with a new password; length counts, not kinds of characters.
  static Optional<String> objection(Secret password, String login) {
    var text = password.reveal(Reveal.TO_COMPARE);
    var length = text.codePointCount(0, text.length());
    if (length < SHORTEST) return Optional.of("Use 12 characters or more.");
    if (length > LONGEST) return Optional.of("Use 128 characters or fewer.");
    if (text.codePoints().distinct().count() < DISTINCT)
      return Optional.of("Use more than a few different characters.");
    var name = login.replaceAll("@.*", "");
    if (name.length() > 3 && text.toLowerCase(Locale.ROOT).contains(name))
      return Optional.of("Leave your own name out of it.");
    return Optional.empty();
  }
}
