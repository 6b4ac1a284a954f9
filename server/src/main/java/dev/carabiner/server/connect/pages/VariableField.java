package dev.carabiner.server.connect.pages;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A value that only the connecting user knows, such as the subdomain of their account.
///
/// @param id the variable's own: letters, digits, `_` and `-`
/// @param label what it is called
/// @param help one line beside it, or empty
/// @param value what was entered so far, or empty
/// @param error what is allowed, if the value does not fit
/// @param secret whether it is typed unseen and never shown again; then there is no value
public record VariableField(
    String id, String label, String help, String value, Optional<String> error, boolean secret) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");

  public VariableField {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("A variable's id has letters, digits, _ and - only");
    }
    label = PlainText.required("variable label", label);
    help = PlainText.of(help);
    value = secret ? "" : PlainText.of(value);
    error = error.map(PlainText::of);
  }

  /// Of something that may be seen.
  public VariableField(String id, String label, String help, String value, Optional<String> error) {
    this(id, label, help, value, error, false);
  }

  /// The name under which the form sends the value.
  public String inputName() {
    return inputName(id);
  }

  /// The name under which the form sends the value of the variable with that id.
  public static String inputName(String id) {
    return "variable." + id;
  }

  /// Ids of the lines that describe the field, for `aria-describedby`; null if there are none.
  public @Nullable String describedBy() {
    String helpId = help.isEmpty() ? "" : helpId();
    String both = error.isPresent() ? (helpId + " " + errorId()).strip() : helpId;
    return both.isEmpty() ? null : both;
  }

  /// Id of the input.
  public String inputId() {
    return "field-" + id;
  }

  /// Id of the help line.
  public String helpId() {
    return inputId() + "-help";
  }

  /// Id of the error line.
  public String errorId() {
    return inputId() + "-error";
  }
}
