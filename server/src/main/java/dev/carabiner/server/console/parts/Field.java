package dev.carabiner.server.console.parts;

import java.util.Optional;

/// A form's field with its label, help and error. Immutable: the methods give a changed copy.
///
/// @param name what is sent
/// @param label in words; never left to a placeholder
/// @param kind of the input
/// @param value what stands in it; a secret is never given back
/// @param help empty for none
/// @param error what is wrong and what is allowed
/// @param traits what else the browser is told
public record Field(
    String name,
    String label,
    Kind kind,
    String value,
    String help,
    Optional<String> error,
    Traits traits) {
  /// The kinds of input, with what the browser may fill in.
  public enum Kind {
    TEXT("text"),
    CODE("text"),
    EMAIL("email"),
    URL("url"),
    PASSWORD("password");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    public String type() {
      return type;
    }
  }

  /// How a field behaves.
  ///
  /// @param optional whether it may be left out, which the label says
  /// @param focused whether the page starts here
  /// @param autocomplete the token of the HTML standard; `off` for none
  /// @param numeric whether a phone shows digits
  public record Traits(boolean optional, boolean focused, String autocomplete, boolean numeric) {}

  public static Field of(String name, String label, Kind kind) {
    return new Field(
        name, label, kind, "", "", Optional.empty(), new Traits(false, false, "off", false));
  }

  public Field value(String now) {
    return new Field(name, label, kind, now, help, error, traits);
  }

  public Field help(String words) {
    return new Field(name, label, kind, value, words, error, traits);
  }

  public Field error(Optional<String> words) {
    return new Field(name, label, kind, value, help, words, traits);
  }

  public Field optional() {
    return traits(new Traits(true, traits.focused, traits.autocomplete, traits.numeric));
  }

  public Field focused() {
    return traits(new Traits(traits.optional, true, traits.autocomplete, traits.numeric));
  }

  public Field autocomplete(String token) {
    return traits(new Traits(traits.optional, traits.focused, token, traits.numeric));
  }

  public Field numeric() {
    return traits(new Traits(traits.optional, traits.focused, traits.autocomplete, true));
  }

  /// The ids of what describes the input; null for none.
  public @org.jspecify.annotations.Nullable String describedBy() {
    var helped = help.isEmpty() ? "" : helpId();
    var both = (helped + " " + (error.isPresent() ? errorId() : "")).strip();
    return both.isEmpty() ? null : both;
  }

  public String id() {
    return "field-" + name;
  }

  public String helpId() {
    return id() + "-help";
  }

  public String errorId() {
    return id() + "-error";
  }

  private Field traits(Traits changed) {
    return new Field(name, label, kind, value, help, error, changed);
  }
}
