package dev.carabiner.examples;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The browsers that have been here. In memory: a restart signs everybody out.
final class BrowserSessions {
  static final String COOKIE = "example_session";

  private static final int RANDOM_BYTES = 32;
  private static final int MOST = 10_000;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, BrowserSession> byId =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, BrowserSession> eldest) {
          return size() > MOST;
        }
      };

  synchronized Optional<BrowserSession> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// A session under a new id, so that nobody can plant one of their own before the sign-in.
  synchronized BrowserSession begin(Optional<User> user) {
    var session = new BrowserSession(randomText(), randomText(), user);
    byId.put(session.id(), session);
    return session;
  }

  synchronized void end(BrowserSession session) {
    byId.remove(session.id());
  }

  /// Lax: the cookie must come along when the provider sends the browser back to the callback.
  /// Behind https add `Secure` and the prefix `__Host-`.
  static String cookie(BrowserSession session) {
    return COOKIE + "=" + session.id() + "; Path=/; HttpOnly; SameSite=Lax";
  }

  private String randomText() {
    var bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
