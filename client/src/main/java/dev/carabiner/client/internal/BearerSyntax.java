package dev.carabiner.client.internal;

/** What may stand in an Authorization header (RFC 6750 section 2.1, kept a little wider). */
public final class BearerSyntax {
  private BearerSyntax() {}

  public static boolean holds(String token) {
    return !token.isEmpty() && token.chars().allMatch(letter -> letter > ' ' && letter < 0x7f);
  }

  static String checked(String token) {
    if (!holds(token)) {
      throw new Unreadable("the answer's access_token is not a bearer token");
    }
    return token;
  }
}
