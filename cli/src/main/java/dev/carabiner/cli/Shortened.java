package dev.carabiner.cli;

import java.util.regex.Pattern;

/// Texts with their tokens, codes and states cut short, so that a story can be read and shown.
final class Shortened {
  private static final int HEAD = 8;
  private static final int TAIL = 4;
  private static final Pattern MEMBER =
      Pattern.compile(
          "(\"(?:access_token|refresh_token|id_token|client_secret)\"\\s*:\\s*\")([^\"]*)\"");
  private static final Pattern PARAMETER =
      Pattern.compile("([?&](?:code|state|code_challenge|connect_code|nonce)=)([^&#\"]*)");
  private static final Pattern LINK =
      Pattern.compile("(/connected_apps/start/)([A-Za-z0-9_-]{20,})");

  private Shortened() {}

  static String text(String text) {
    var members =
        MEMBER
            .matcher(text)
            .replaceAll(found -> quote(found.group(1) + cut(found.group(2)) + "\""));
    var parameters =
        PARAMETER.matcher(members).replaceAll(found -> quote(found.group(1) + cut(found.group(2))));
    return LINK.matcher(parameters)
        .replaceAll(found -> quote(found.group(1) + cut(found.group(2))));
  }

  private static String cut(String secret) {
    if (secret.length() <= HEAD + TAIL) return secret;
    return secret.substring(0, HEAD) + "…" + secret.substring(secret.length() - TAIL);
  }

  private static String quote(String text) {
    return java.util.regex.Matcher.quoteReplacement(text);
  }
}
