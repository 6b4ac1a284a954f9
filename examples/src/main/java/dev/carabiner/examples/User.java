package dev.carabiner.examples;

import java.util.List;
import java.util.Optional;

/// Somebody with an account here.
///
/// @param id never changes; what Carabiner knows the user by
/// @param name shown to people
record User(String id, String name) {
  /// Everybody. Yours are in a database.
  static final List<User> ALL =
      List.of(new User("56", "Katherine Johnson"), new User("57", "Annie Easley"));

  static Optional<User> find(String id) {
    return ALL.stream().filter(user -> user.id().equals(id)).findFirst();
  }
}
