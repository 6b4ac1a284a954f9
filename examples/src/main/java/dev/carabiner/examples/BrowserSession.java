package dev.carabiner.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Optional;

/// A browser that has been here, and who is signed in to it. Does not print its secrets.
///
/// @param id the cookie's value
/// @param csrf what every form of ours carries: a page elsewhere cannot know it
record BrowserSession(String id, String csrf, Optional<User> user) {

  boolean sent(String formValue) {
    return MessageDigest.isEqual(csrf.getBytes(UTF_8), formValue.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "BrowserSession[" + user + "]";
  }
}
