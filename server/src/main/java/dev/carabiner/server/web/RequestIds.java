package dev.carabiner.server.web;

import java.security.SecureRandom;

/// Makes the ids by which people name a request to each other: eight characters that nobody
/// misreads. Not a secret.
public final class RequestIds {
  private static final String ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
  private static final int LENGTH = 8;

  private final SecureRandom random = new SecureRandom();

  /// A new id.
  public String next() {
    var id = new StringBuilder(LENGTH);
    for (var i = 0; i < LENGTH; i++) id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    return id.toString();
  }

  /// The id in two groups of four, as people see it.
  public static String shown(String id) {
    return id.substring(0, LENGTH / 2) + "-" + id.substring(LENGTH / 2);
  }
}
