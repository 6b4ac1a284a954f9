package dev.carabiner.client;

import dev.carabiner.client.internal.JsonObject;
import java.util.Optional;

/** The account at the provider that a session is connected to. */
public record Account(Optional<String> id, Optional<String> name, Optional<String> email) {

  static Account read(JsonObject account) {
    return new Account(account.text("id"), account.text("name"), account.text("email"));
  }
}
