package dev.carabiner.server.connect.pages;

import java.util.regex.Pattern;

/// A request's id, as a person can say it on the telephone.
final class RequestNumber {
  private static final int GROUP = 4;
  private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9]");

  private RequestNumber() {}

  /// The first eight letters and digits of the id in two groups of four; a shorter one is shown as
  /// it is.
  static String of(String requestId) {
    String plain = OTHERS.matcher(requestId).replaceAll("");
    return plain.length() < 2 * GROUP
        ? plain
        : plain.substring(0, GROUP) + "-" + plain.substring(GROUP, 2 * GROUP);
  }
}
