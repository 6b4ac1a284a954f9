package dev.carabiner.server.sessions;

import java.util.regex.Pattern;

/// Why a session does not work or never came to be.
///
/// @param word a lower_snake_case word, for machines
public record Reason(String word) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /// The provider says that the grant is no longer valid.
  public static final Reason GRANT_REVOKED = new Reason("grant_revoked");

  /// A rotated refresh token was lost between the provider and us, and the provider refuses the old
  /// one.
  public static final Reason ROTATION_LOST = new Reason("rotation_lost");

  /// The access token ended and the provider gave nothing to renew it with.
  public static final Reason NO_REFRESH_TOKEN = new Reason("no_refresh_token");

  /// The stored token does not open.
  public static final Reason DATA_CORRUPT = new Reason("data_corrupt");

  /// Nobody finished before the link ran out.
  public static final Reason LINK_EXPIRED = new Reason("link_expired");

  /// The user said no.
  public static final Reason ACCESS_DENIED = new Reason("access_denied");

  /// The code was sent and no usable answer came; a code is never sent twice.
  public static final Reason EXCHANGE_UNKNOWN = new Reason("exchange_unknown");

  /// The provider answered the connect flow with an error.
  public static final Reason PROVIDER_ERROR = new Reason("provider_error");

  /// The back end did not confirm in time, or confirmed for somebody else.
  public static final Reason NOT_CONFIRMED = new Reason("not_confirmed");

  public Reason {
    if (!FORM.matcher(word).matches()) throw new IllegalArgumentException("not a reason word");
  }

  /// One sentence for a person.
  public String sentence() {
    return switch (word) {
      case "grant_revoked" ->
          "The provider says the grant is no longer valid; the user must reconnect.";
      case "rotation_lost" ->
          "A new token got lost on the way and the provider refuses the old one; the user must reconnect.";
      case "no_refresh_token" ->
          "The token ended and the provider gave nothing to renew it with; the user must reconnect.";
      case "data_corrupt" -> "The stored token cannot be opened.";
      case "link_expired" -> "Nobody finished before the link ran out.";
      case "access_denied" -> "The user said no.";
      case "exchange_unknown" ->
          "The provider's last answer did not arrive; the user can try again through a new link.";
      case "provider_error" -> "The provider answered with an error.";
      case "not_confirmed" -> "The back end did not confirm the connection in time.";
      default -> "The provider refused: " + word.replace('_', ' ') + ".";
    };
  }

  @Override
  public String toString() {
    return word;
  }
}
