package dev.carabiner.server.connect;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.EnteredCredentials;
import dev.carabiner.server.providers.OwnVariables;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a user types in place of a way over the provider: a key, or a client of their own.
final class Typed {
  private final Supplier<Catalogue> catalogue;

  Typed(Supplier<Catalogue> catalogue) {
    this.catalogue = catalogue;
  }

  /// One field as it was filled in.
  ///
  /// @param value what came; empty at first
  /// @param wrong why it cannot be used, as long as it cannot
  record Entry(EnteredCredentials.Field field, Secret value, Optional<Wrong> wrong) {
    private Entry refused() {
      return new Entry(field, value, Optional.of(Wrong.REFUSED));
    }

    /// What the page may show of it.
    String shown() {
      return field.secret() ? "" : value.reveal(Reveal.TO_THE_PERSON_WHO_MADE_IT);
    }
  }

  /// Why a value cannot be used.
  enum Wrong {
    MISSING,
    DOES_NOT_FIT,
    REFUSED
  }

  /// Whether the app's provider gives tokens without a way over it.
  boolean isThere(ConnectedApp app) {
    return entered(app).isPresent();
  }

  /// What to ask; nothing where the browser goes to the provider, or where the app has it all.
  List<Entry> asked(ConnectedApp app, Function<String, Optional<String>> typed) {
    return entered(app).stream()
        .flatMap(what -> OwnVariables.typed(what, app.credentials().isByHand()).stream())
        .map(field -> entry(field, typed.apply(field.id()).map(String::strip).orElse("")))
        .toList();
  }

  /// The same once the provider has refused them: each has to be typed again.
  static List<Entry> refused(List<Entry> entries) {
    return entries.stream().map(Entry::refused).toList();
  }

  static Map<String, Secret> values(List<Entry> entries) {
    var values = new HashMap<String, Secret>();
    entries.forEach(entry -> values.put(entry.field().id(), entry.value()));
    return values;
  }

  private static Entry entry(EnteredCredentials.Field field, String value) {
    var wrong =
        value.isEmpty()
            ? Optional.of(Wrong.MISSING)
            : Optional.of(Wrong.DOES_NOT_FIT).filter(_ -> !field.accepts(value));
    return new Entry(field, Secret.of(value), wrong);
  }

  private Optional<EnteredCredentials> entered(ConnectedApp app) {
    return catalogue.get().find(app.provider().id()).flatMap(OwnVariables::entered);
  }
}
