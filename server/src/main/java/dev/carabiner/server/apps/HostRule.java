package dev.carabiner.server.apps;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which hosts a user may name: one name, or with `*.` before it all names below it.
///
/// @param text in lower case, such as `git.example.com`, `git.example.com:8443` or `*.example.com`
public record HostRule(String text) {
  private static final String BELOW = "*.";
  private static final Pattern FORM =
      Pattern.compile(
          "(\\*\\.)?[a-z0-9]([a-z0-9-]{0,62})(\\.[a-z0-9]([a-z0-9-]{0,62}))*(:[0-9]{1,5})?");
  private static final int LONGEST = 255;

  /// @throws IllegalArgumentException for a text that is no rule
  public HostRule {
    if (!isRule(text)) throw new IllegalArgumentException("not a host");
  }

  /// The rule that `text` spells, in whatever case; empty for any other text.
  public static Optional<HostRule> parse(String text) {
    return Optional.of(text.toLowerCase(Locale.ROOT)).filter(HostRule::isRule).map(HostRule::new);
  }

  private static boolean isRule(String text) {
    // everything below a whole top-level domain is nobody's own
    return text.length() <= LONGEST
        && FORM.matcher(text).matches()
        && (!text.startsWith(BELOW) || text.indexOf('.', BELOW.length()) > 0);
  }

  /// Whether the host, with its port if it names one, may be named.
  public boolean allows(String host) {
    var named = host.toLowerCase(Locale.ROOT);
    return text.startsWith(BELOW)
        ? named.endsWith(text.substring(1)) && named.length() >= text.length()
        : named.equals(text);
  }
}
