package dev.carabiner.sandbox;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * An application that is known to the sandbox.
 *
 * @param id the {@code client_id}
 * @param secret the {@code client_secret}; absent for a public client, which must use PKCE
 * @param redirectUris compared character by character with {@code redirect_uri}
 * @param anyLoopback whether every plain http address on loopback is a good redirect URI as well
 */
public record RegisteredClient(
    String id, Optional<String> secret, Set<String> redirectUris, boolean anyLoopback) {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

  public RegisteredClient {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a client needs an id");
    }
    if (secret.filter(String::isEmpty).isPresent()) {
      throw new IllegalArgumentException("the secret of client " + id + " is empty");
    }
    redirectUris = Set.copyOf(redirectUris);
    for (String redirectUri : redirectUris) {
      URI parsed = URI.create(redirectUri);
      if (!parsed.isAbsolute() || parsed.getRawFragment() != null) {
        throw new IllegalArgumentException(
            "a redirect URI is absolute and has no fragment: " + redirectUri);
      }
    }
  }

  /** A client with a secret. */
  public static RegisteredClient confidential(String id, String secret, String... redirectUris) {
    return new RegisteredClient(id, Optional.of(secret), Set.of(redirectUris), false);
  }

  /** A client without a secret, as a program on somebody's own machine is. */
  public static RegisteredClient open(String id, String... redirectUris) {
    return new RegisteredClient(id, Optional.empty(), Set.of(redirectUris), false);
  }

  /** The same client, whose redirect URI may be any plain http address on loopback. */
  public RegisteredClient withAnyLoopback() {
    return new RegisteredClient(id, secret, redirectUris, true);
  }

  boolean redirectsTo(String redirectUri) {
    return redirectUris.contains(redirectUri) || (anyLoopback && isLoopback(redirectUri));
  }

  private static boolean isLoopback(String redirectUri) {
    try {
      URI uri = URI.create(redirectUri);
      return "http".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null
          && LOOPBACK.contains(uri.getHost());
    } catch (IllegalArgumentException notAUri) {
      return false;
    }
  }

  /** Never prints the secret. */
  @Override
  public String toString() {
    return "RegisteredClient[" + id + (secret.isPresent() ? ", confidential]" : ", public]");
  }
}
