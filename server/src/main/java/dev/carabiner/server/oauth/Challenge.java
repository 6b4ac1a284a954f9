package dev.carabiner.server.oauth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a protected resource says when it refuses a request (RFC 9110 section 11.6.1, RFC 6750
/// section 3, RFC 9728 section 5.1): the parameters of its Bearer challenge, the names in lower
/// case.
public record Challenge(Map<String, String> parameters) {
  /// No challenge at all.
  public static final Challenge NONE = new Challenge(Map.of());

  private static final int LONGEST = 4096;
  private static final Pattern PART =
      Pattern.compile(
          "\\G[\\s,]*+(?:([A-Za-z_]++)\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]*+))"
              + "|([A-Za-z][A-Za-z0-9-]*+)(?=[\\s,]|$))");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,255}");

  public Challenge {
    parameters = Map.copyOf(parameters);
  }

  /// Reads the values of `WWW-Authenticate`; what comes behind something unreadable is left out.
  public static Challenge read(List<String> values) {
    var parameters = new LinkedHashMap<String, String>();
    for (var value : values) if (value.length() <= LONGEST) read(value, parameters);
    return new Challenge(parameters);
  }

  private static void read(String value, Map<String, String> parameters) {
    var isBearer = false;
    for (var part = PART.matcher(value); part.find(); ) {
      if (part.group(4) != null) isBearer = part.group(4).equalsIgnoreCase("bearer");
      else if (isBearer) {
        var quoted =
            Optional.ofNullable(part.group(2)).map(text -> text.replaceAll("\\\\(.)", "$1"));
        parameters.putIfAbsent(
            part.group(1).toLowerCase(Locale.ROOT),
            quoted.orElseGet(() -> String.valueOf(part.group(3))));
      }
    }
  }

  /// The scopes that it asks for, in their order; none where it names none.
  public List<String> scopes() {
    return SPACES
        .splitAsStream(parameters.getOrDefault("scope", ""))
        .filter(scope -> SCOPE.matcher(scope).matches())
        .distinct()
        .toList();
  }

  /// Whether a valid token has too few scopes (RFC 6750 section 3.1).
  public boolean isInsufficientScope() {
    return "insufficient_scope".equals(parameters.get("error"));
  }

  /// Where the resource describes itself, if it says so.
  Optional<String> resourceMetadata() {
    return Optional.ofNullable(parameters.get("resource_metadata"));
  }
}
