package dev.carabiner.server.connect.pages;

import java.net.URI;
import java.util.List;

/// The one form of the page that asks first.
///
/// It posts `csrf`, one field per variable (`VariableField.inputName`), and `answer`, which is one
/// of the two constants here.
///
/// @param action where it is posted to
/// @param csrf proof that the answer comes from this page
/// @param variables what the user has to fill in, in order; mostly none
public record ConfirmForm(URI action, String csrf, List<VariableField> variables) {
  /// The field's name.
  public static final String ANSWER = "answer";

  /// Its value when the user goes on to the provider.
  public static final String CONTINUE = "continue";

  /// Its value when the user stops here.
  public static final String REFUSE = "refuse";

  public ConfirmForm {
    if (csrf.isBlank()) {
      throw new IllegalArgumentException("The form needs a CSRF value");
    }
    variables = List.copyOf(variables);
  }

  /// Whether the focus starts in this field: the first one that needs mending.
  public boolean startsAt(VariableField field) {
    return variables.stream()
        .filter(each -> each.error().isPresent())
        .findFirst()
        .filter(field::equals)
        .isPresent();
  }
}
