package dev.carabiner.server.connect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The cookie that binds one flow to one browser. Each flow has its own, so several run side by
/// side.
///
/// @param name of this flow's cookie
/// @param value 256 random bits after the time it was made; a bearer value, never stored or logged
record FlowCookie(String name, String value) {
  private static final String SECURE_PREFIX = "__Host-carabiner-";
  private static final String PLAIN_PREFIX = "carabiner-";
  private static final int NAME_LENGTH = 12;
  private static final Pattern OURS = Pattern.compile("[0-9a-z]{1,13}\\.[A-Za-z0-9_-]{43}");
  private static final Pattern NAME_END = Pattern.compile("[0-9a-f]{12}");
  private static final int MOST = 8;
  private static final Duration LIFETIME = Duration.ofDays(7).plusMinutes(10);

  /// How cookies are written here.
  ///
  /// @param secure whether our public address is https; only then do `Secure` and the `__Host-`
  ///   prefix work
  /// @param lenient whether `open` also works for programs that keep no cookies; never outside
  ///   loopback
  record Style(boolean secure, boolean lenient) {
    private String prefix() {
      return secure ? SECURE_PREFIX : PLAIN_PREFIX;
    }

    private String name(Flow flow) {
      return prefix() + flow.linkHash().substring(0, NAME_LENGTH);
    }

    private boolean isOurs(String name) {
      return name.startsWith(prefix())
          && NAME_END.matcher(name.substring(prefix().length())).matches();
    }

    private String attributes() {
      return secure
          ? "; Path=/; Secure; HttpOnly; SameSite=Lax"
          : "; Path=/; HttpOnly; SameSite=Lax";
    }
  }

  /// The flow's cookie as this browser sent it.
  static Optional<FlowCookie> of(Request request, Flow flow, Style style) {
    var name = style.name(flow);
    return Optional.ofNullable(request.cookies().get(name))
        .filter(value -> OURS.matcher(value).matches())
        .map(value -> new FlowCookie(name, value));
  }

  /// A new cookie for the flow.
  static FlowCookie fresh(Flow flow, Style style, RandomValues random, Instant now) {
    return new FlowCookie(
        style.name(flow), Long.toString(now.getEpochSecond(), 36) + "." + random.next());
  }

  /// What the store keeps of it.
  String hash() {
    return Sha256.hex(value);
  }

  /// Whether the flow is bound to this browser.
  boolean holds(Flow flow) {
    return flow.browser()
        .filter(hash -> MessageDigest.isEqual(hash.getBytes(US_ASCII), hash().getBytes(US_ASCII)))
        .isPresent();
  }

  /// Proof that a form comes from a page that this browser got from us: only who has the cookie can
  /// make it.
  String csrf() {
    return Sha256.base64url("form " + value);
  }

  /// The reply with this cookie set, and with the oldest others expired when there are too many.
  Reply on(Reply reply, Request request, Style style) {
    var set =
        reply.with(
            "Set-Cookie",
            name + "=" + value + "; Max-Age=" + LIFETIME.toSeconds() + style.attributes());
    for (var old : tooMany(request, style))
      set = set.with("Set-Cookie", old + "=; Max-Age=0" + style.attributes());
    return set;
  }

  private List<String> tooMany(Request request, Style style) {
    var others =
        request.cookies().entrySet().stream()
            .filter(cookie -> style.isOurs(cookie.getKey()) && !cookie.getKey().equals(name))
            .sorted(Comparator.comparingLong(cookie -> madeAt(cookie.getValue())))
            .map(Map.Entry::getKey)
            .toList();
    return others.subList(0, Math.max(0, others.size() - (MOST - 1)));
  }

  private static long madeAt(String value) {
    try {
      return Long.parseLong(value.substring(0, Math.max(0, value.indexOf('.'))), 36);
    } catch (NumberFormatException notOurs) {
      return 0;
    }
  }

  /// Without the value.
  @Override
  public String toString() {
    return "FlowCookie(" + name + ")";
  }
}
