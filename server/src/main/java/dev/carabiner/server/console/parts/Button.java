package dev.carabiner.server.console.parts;

import java.util.Optional;

/// A link or a submit button. Immutable: the methods give a changed copy.
///
/// @param style class of the style sheet beside `button`
/// @param words a verb and its object
/// @param icon beside the words
/// @param href where a link leads; absent for a submit button
/// @param name what a submit button sends, with `value`
/// @param refusal why it is not allowed, which the page says beside it; it is then no link and
///   sends nothing
public record Button(
    String style,
    String words,
    Optional<Icon> icon,
    Optional<String> href,
    Optional<String> name,
    String value,
    Optional<String> refusal) {
  public static Button link(String words, String href) {
    return new Button(
        "", words, Optional.empty(), Optional.of(href), Optional.empty(), "", Optional.empty());
  }

  public static Button submit(String words) {
    return new Button(
        "", words, Optional.empty(), Optional.empty(), Optional.empty(), "", Optional.empty());
  }

  /// The one that a page is for.
  public Button primary() {
    return styled("primary");
  }

  /// Without an edge.
  public Button quiet() {
    return styled("quiet");
  }

  /// Red text and edge: asks before it does what cannot be undone.
  public Button danger() {
    return styled("danger");
  }

  /// Filled red, in confirmations only.
  public Button filled() {
    return styled("filled");
  }

  /// For rows and bars.
  public Button small() {
    return styled("small");
  }

  public Button with(Icon beside) {
    return new Button(style, words, Optional.of(beside), href, name, value, refusal);
  }

  /// A submit button that says which of several it is.
  public Button sending(String field, String content) {
    return new Button(style, words, icon, href, Optional.of(field), content, refusal);
  }

  /// Not to be pressed; `reason` stands beside it.
  public Button notAllowed(String reason) {
    return new Button(style, words, icon, href, name, value, Optional.of(reason));
  }

  /// Whether the icon stands before the words; the one for what opens elsewhere stands behind them.
  public boolean before() {
    return icon.isPresent() && !after();
  }

  public boolean after() {
    return icon.filter(Icon.EXTERNAL::equals).isPresent();
  }

  private Button styled(String more) {
    return new Button(
        style.isEmpty() ? more : style + " " + more, words, icon, href, name, value, refusal);
  }
}
