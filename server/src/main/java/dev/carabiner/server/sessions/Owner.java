package dev.carabiner.server.sessions;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Whom a connection belongs to in the application. With both, it belongs to the organisation and
/// the user is who connected it.
///
/// @param userId the application's user
/// @param orgCode the application's organisation
public record Owner(Optional<String> userId, Optional<String> orgCode) {
  private static final int LONGEST = 255;

  public Owner {
    if (userId.isEmpty() && orgCode.isEmpty())
      throw new IllegalArgumentException("user_id or org_code is needed");
    userId.ifPresent(Owner::check);
    orgCode.ifPresent(Owner::check);
  }

  /// Whether `text` can be a `user_id` or `org_code`: 1 to 255 bytes of UTF-8, no control
  /// characters.
  public static boolean allows(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return bytes >= 1 && bytes <= LONGEST && text.codePoints().noneMatch(Character::isISOControl);
  }

  /// The owner that these texts name; empty when one of them cannot be a `user_id` or `org_code`,
  /// or there is none.
  public static Optional<Owner> parse(Optional<String> userId, Optional<String> orgCode) {
    var fits = userId.map(Owner::allows).orElse(true) && orgCode.map(Owner::allows).orElse(true);
    return fits && (userId.isPresent() || orgCode.isPresent())
        ? Optional.of(new Owner(userId, orgCode))
        : Optional.empty();
  }

  private static void check(String text) {
    if (!allows(text))
      throw new IllegalArgumentException("1 to 255 bytes without control characters are allowed");
  }
}
