package dev.carabiner.server.sessions;

import dev.carabiner.server.base.Sha256;
import java.util.Optional;
import java.util.regex.Pattern;

/// The handle of a session: opaque, URL-safe, 256 random bits. Knowing one gives nothing without a
/// bearer token of a client of its workspace.
///
/// @param value 43 characters of base64url
public record SessionId(String value) {
  private static final int SHOWN = 8;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  public SessionId {
    if (!FORM.matcher(value).matches()) throw new IllegalArgumentException("not a session id");
  }

  /// The id that `text` spells; empty for any other text.
  public static Optional<SessionId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new SessionId(text)) : Optional.empty();
  }

  /// `#` and eight hexadecimal digits of the id's hash: what a log may show.
  @Override
  public String toString() {
    return "#" + Sha256.hex(value).substring(0, SHOWN);
  }
}
