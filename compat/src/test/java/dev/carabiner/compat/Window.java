package dev.carabiner.compat;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// One window of a real browser, with one page.
final class Window {
  private static final Path PICTURES = Path.of("target", "pictures").toAbsolutePath();
  private static final int MOST_STOPS = 10;

  private final NodeProcess browser;
  private final String number;

  Window(NodeProcess browser, String number) {
    this.browser = browser;
    this.number = number;
  }

  /// Opens an address and gives the status of the page that it led to.
  int visit(URI address) {
    return ask("visit", Map.of("url", address.toString())).path("status").asInt();
  }

  void click(String button) {
    ask("click", Map.of("button", button));
  }

  /// Clicks on the link of that name.
  void follow(String link) {
    ask("follow", Map.of("link", link));
  }

  /// Types into the field of that name, in place of what stands there.
  void fill(String field, String text) {
    ask("fill", Map.of("field", field, "text", text));
  }

  /// Presses a key, by the name that the standard gives it.
  void key(String name) {
    press(name);
  }

  /// What an automatic check finds against the accessibility guidelines (WCAG) on the page.
  List<String> findings() {
    return ask("axe", Map.of()).valueStream().map(JsonNode::asString).toList();
  }

  /// Takes a picture of the whole page.
  void wholePicture(Path file) {
    ask("wholePicture", Map.of("file", file.toString()));
  }

  /// Goes from stop to stop with the tabulator key, to the first one whose words begin so, and
  /// presses Enter.
  void reachAndEnter(String words) {
    for (var stop = 0; stop < MOST_STOPS; stop++) {
      press("Tab");
      if (evaluate("document.activeElement.innerText").asString().startsWith(words)) {
        press("Enter");
        return;
      }
    }
    throw new AssertionError("the keyboard does not reach " + words);
  }

  private void press(String key) {
    ask("press", Map.of("key", key));
  }

  /// Waits for the address to begin so, and gives it.
  URI arrive(URI at) {
    return URI.create(ask("arrive", Map.of("at", at.toString())).path("url").asString());
  }

  /// Waits for that very address.
  URI arriveAt(URI at) {
    return URI.create(
        ask("arrive", Map.of("at", at.toString(), "exact", "yes")).path("url").asString());
  }

  URI back() {
    return URI.create(ask("back", Map.of()).path("url").asString());
  }

  URI reload() {
    return URI.create(ask("reload", Map.of()).path("url").asString());
  }

  /// What can be read on the page.
  String text() {
    return ask("text", Map.of()).asString();
  }

  JsonNode evaluate(String expression) {
    return ask("evaluate", Map.of("expression", expression));
  }

  /// Whether the page is wider than the window.
  boolean overflows() {
    return evaluate("document.documentElement.scrollWidth > innerWidth").asBoolean();
  }

  /// Takes a picture into `target/pictures`.
  void picture(String name) {
    ask("picture", Map.of("file", PICTURES.resolve(name + ".png").toString()));
  }

  /// Errors and warnings of the console, violations of a page's policy, and requests that failed.
  List<String> complaints() {
    return heard("complaints");
  }

  /// Every address that a page of this window asked for.
  List<URI> requests() {
    return heard("requests").stream().map(URI::create).toList();
  }

  private List<String> heard(String what) {
    return ask("heard", Map.of()).path(what).valueStream().map(JsonNode::asString).toList();
  }

  private JsonNode ask(String call, Map<String, String> given) {
    var all = new HashMap<>(given);
    all.put("window", number);
    return browser.value(call, all);
  }
}
