package dev.carabiner.server.console;

import dev.carabiner.server.console.parts.Button;
import dev.carabiner.server.console.parts.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A page for who is not, or not wholly, signed in: one form on a card. Immutable: the methods give
/// a changed copy.
///
/// @param trouble what went wrong, said above the form
/// @param action where the form is sent; empty for no form
/// @param hidden what the form brings along
/// @param other a way beside the form
public record Card(
    String title,
    String said,
    Optional<String> trouble,
    String action,
    Map<String, String> hidden,
    List<Field> fields,
    Optional<Button> submit,
    Optional<Button> other) {
  public Card {
    hidden = Map.copyOf(hidden);
    fields = List.copyOf(fields);
  }

  static Card form(String title, String said, String action, String submit, List<Field> fields) {
    return new Card(
        title,
        said,
        Optional.empty(),
        action,
        Map.of(),
        fields,
        Optional.of(Button.submit(submit).primary()),
        Optional.empty());
  }

  static Card words(String title, String said, Button other) {
    return new Card(
        title,
        said,
        Optional.empty(),
        "",
        Map.of(),
        List.of(),
        Optional.empty(),
        Optional.of(other));
  }

  Card trouble(Optional<String> words) {
    return new Card(title, said, words, action, hidden, fields, submit, other);
  }

  Card hidden(Map<String, String> brought) {
    return new Card(title, said, trouble, action, brought, fields, submit, other);
  }

  Card other(Optional<Button> way) {
    return new Card(title, said, trouble, action, hidden, fields, submit, way);
  }
}
