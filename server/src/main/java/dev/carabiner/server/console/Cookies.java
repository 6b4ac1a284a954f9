package dev.carabiner.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.console.parts.Toast;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// The cookies of the console. On https all have the `__Host-` prefix and `Secure`; on plain http
/// neither works, so they have neither.
final class Cookies {
  private static final Pattern SESSION_VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern SAID = Pattern.compile("[01][A-Za-z0-9_-]{1,2000}");
  private static final String SESSION = "carabiner-console";
  private static final String TOAST = "carabiner-said";
  private static final String SCHEME = "carabiner-scheme";
  private static final String DISMISSED = "carabiner-started";
  private static final String OPENID = "carabiner-openid";

  private static final int LONGEST_LEFT = 3000;

  private final boolean secure;

  Cookies(boolean secure) {
    this.secure = secure;
  }

  /// The value that names the session; a bearer value, never stored or logged.
  Optional<String> session(Request request) {
    return find(request, SESSION).filter(value -> SESSION_VALUE.matcher(value).matches());
  }

  /// Lives as long as the browser; how long the session does is decided by the store.
  Reply begin(Reply reply, String value) {
    return set(reply, SESSION, value, "");
  }

  Reply end(Reply reply) {
    return set(reply, SESSION, "", "; Max-Age=0");
  }

  /// A sign-in begun at the company's provider, whose callback another site sends: so this one is
  /// `Lax`.
  Reply leave(Reply reply, String value) {
    return set(reply, OPENID, value, "; Max-Age=600", "Lax");
  }

  /// What [#leave] left with this browser.
  Optional<String> left(Request request) {
    return find(request, OPENID).filter(value -> value.length() <= LONGEST_LEFT);
  }

  /// It is over.
  Reply back(Reply reply) {
    return set(reply, OPENID, "", "; Max-Age=0", "Lax");
  }

  /// Proof that a form comes from a page that this browser got from us.
  static String csrf(String session) {
    return Sha256.base64url("console form " + session);
  }

  /// A word for the next page alone.
  Reply say(Reply reply, Toast toast) {
    var words =
        Base64.getUrlEncoder().withoutPadding().encodeToString(toast.words().getBytes(UTF_8));
    return set(reply, TOAST, (toast.good() ? "1" : "0") + words, "; Max-Age=60");
  }

  Optional<Toast> said(Request request) {
    return find(request, TOAST)
        .filter(value -> SAID.matcher(value).matches())
        .map(value ->
            new Toast(value.charAt(0) == '1', decoded(value.substring(1)), Optional.empty()));
  }

  Reply unsay(Reply reply) {
    return set(reply, TOAST, "", "; Max-Age=0");
  }

  /// `light`, `dark`, or empty for the system's.
  String scheme(Request request) {
    return find(request, SCHEME)
        .filter(word -> word.equals("light") || word.equals("dark"))
        .orElse("");
  }

  Reply scheme(Reply reply, String word) {
    return set(reply, SCHEME, word, word.isEmpty() ? "; Max-Age=0" : "; Max-Age=31536000");
  }

  /// Whether the first connection is not to be shown by itself.
  boolean isDismissed(Request request) {
    return find(request, DISMISSED).isPresent();
  }

  Reply dismiss(Reply reply) {
    return set(reply, DISMISSED, "1", "; Max-Age=31536000");
  }

  private Optional<String> find(Request request, String name) {
    return Optional.ofNullable(request.cookies().get(prefix() + name));
  }

  private Reply set(Reply reply, String name, String value, String life) {
    return set(reply, name, value, life, "Strict");
  }

  private Reply set(Reply reply, String name, String value, String life, String site) {
    return reply.with(
        "Set-Cookie",
        prefix()
            + name
            + "="
            + value
            + life
            + "; Path=/; HttpOnly; SameSite="
            + site
            + (secure ? "; Secure" : ""));
  }

  private String prefix() {
    return secure ? "__Host-" : "";
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getUrlDecoder().decode(text), UTF_8);
    } catch (IllegalArgumentException notOurs) {
      return "";
    }
  }
}
