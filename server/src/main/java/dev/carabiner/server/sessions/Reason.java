package dev.carabiner.server.sessions;

import java.util.List;
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

  /// All words that this program makes; a provider's own error code may be a word too.
  public static final List<Reason> KNOWN =
      List.of(
          GRANT_REVOKED,
          ROTATION_LOST,
          NO_REFRESH_TOKEN,
          DATA_CORRUPT,
          LINK_EXPIRED,
          ACCESS_DENIED,
          EXCHANGE_UNKNOWN,
          PROVIDER_ERROR,
          NOT_CONFIRMED);

  /// Why, in one sentence for a person.
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

  /// What to do about it, in one or two sentences for the operator.
  public String remedy() {
    return switch (word) {
      case "grant_revoked" ->
          "Usually the person removed the access in their account, or their administrator did. Send the user a reconnect link; the session keeps its id.";
      case "rotation_lost" ->
          "Send the user a reconnect link; the session keeps its id. If the late answer still turns up, the session is connected again by itself.";
      case "no_refresh_token" ->
          "Send the user a reconnect link. It ends again in the same way unless the app asks for offline access.";
      case "data_corrupt" ->
          "A wrong master key, a partial restore or a changed row: check those first. If no other session is hurt, send the user a reconnect link.";
      case "link_expired", "access_denied" ->
          "Nothing to mend. If the user wants to connect after all, make a new link.";
      case "exchange_unknown" ->
          "A code is never sent twice, so this session stays as it is. Make a new link for the user.";
      case "provider_error" ->
          "Make a new link and try again. If it fails again, check the app's scopes, redirect URI and credentials at the provider.";
      case "not_confirmed" ->
          "Have the back end call complete within two minutes of the callback, for the user of the session. Make a new link for the user.";
      default ->
          "Look up the provider's error, then send the user a reconnect link, or make a new link where the session never connected.";
    };
  }

  @Override
  public String toString() {
    return word;
  }
}
