package dev.carabiner.server.operators;

import java.util.Arrays;
import java.util.Optional;

/// What an operator may do, from least to most; each may do all that the ones before it may.
public enum Role {
  /// Reads; changes nothing.
  VIEWER("viewer", "Viewer"),
  /// Changes what can be changed back; sees and sets no secret, deletes nothing.
  OPERATOR("operator", "Operator"),
  /// Everything.
  ADMIN("admin", "Administrator");

  private final String word;
  private final String shown;

  Role(String word, String shown) {
    this.word = word;
    this.shown = shown;
  }

  /// The role of that word, as the store and the settings file spell it.
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word.equals(word)).findAny();
  }

  public String word() {
    return word;
  }

  /// As people read it.
  public String shown() {
    return shown;
  }

  /// Whether this role may do what `least` may.
  public boolean may(Role least) {
    return compareTo(least) >= 0;
  }
}
