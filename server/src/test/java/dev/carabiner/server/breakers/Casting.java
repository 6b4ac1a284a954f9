package dev.carabiner.server.breakers;

import dev.carabiner.vault.Secret;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an app says of itself before it connects.
final class Casting {
  final String id;
  final Map<String, String> variables = new HashMap<>();
  Optional<String> environment = Optional.empty();
  Optional<String> preferred = Optional.empty();
  Secret secret = Secret.of(Stage.SECRET);
  List<String> scopes = List.of();

  Casting(String id) {
    this.id = id;
  }

  Casting variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  Casting in(String chosen) {
    environment = Optional.of(chosen);
    return this;
  }

  Casting preferring(String token) {
    preferred = Optional.of(token);
    return this;
  }

  Casting secret(String text) {
    secret = Secret.of(text);
    return this;
  }

  Casting asking(String... wanted) {
    scopes = List.of(wanted);
    return this;
  }

  Stage open() throws IOException {
    return new Stage(this);
  }
}
