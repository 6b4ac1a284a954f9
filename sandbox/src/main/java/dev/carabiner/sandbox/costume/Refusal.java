package dev.carabiner.sandbox.costume;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Says an OAuth error in the provider's own way. */
final class Refusal {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;

  private final Facts facts;

  Refusal(Facts facts) {
    this.facts = facts;
  }

  /**
   * The answer of a token endpoint.
   *
   * @param standard the word of RFC 6749 section 5.2
   */
  Told of(String standard) {
    Optional<String> message = ownWord("errors/messages", standard);
    // where the message tells, the word says next to nothing
    String word = message.isPresent() ? "invalid_request" : word(standard);
    String style = facts.text("errors/style", "rfc6749");
    Map<String, Object> tree = new LinkedHashMap<>();
    int usual = standard.equals("invalid_client") ? UNAUTHORIZED : BAD_REQUEST;
    facts
        .text("errors/message_field")
        .or(() -> message.map(any -> "error_description"))
        .ifPresent(path -> Place.put(tree, path, message.orElse("refused: " + standard)));
    switch (style) {
      case "rfc6749" -> {
        tree.put("error", word);
        tree.putIfAbsent("error_description", "refused by the sandbox");
        return Told.json(usual, tree);
      }
      case "http_200_error" -> {
        Place.put(tree, facts.text("errors/field", "error"), word);
        return Told.json(OK, tree);
      }
      case "ok_flag" -> {
        tree.put(facts.text("errors/success_field", "ok"), false);
        Place.put(tree, facts.text("errors/field", "error"), word);
        return Told.json(OK, tree);
      }
      case "code_field" -> {
        Place.put(
            tree,
            facts.text("errors/field", facts.text("errors/success_field", "code")),
            plain(word));
        return Told.json(OK, tree);
      }
      case "nested_object" -> {
        Place.put(tree, facts.text("errors/field", "error.type"), plain(word));
        return Told.json(BAD_REQUEST, tree);
      }
      case "status_message" -> {
        tree.put("status", usual);
        tree.put(facts.text("errors/field", "message"), word);
        return Told.json(usual, tree);
      }
      default -> throw new IllegalArgumentException("there is no style of errors " + style);
    }
  }

  /** The provider's word for a standard one. */
  private String word(String standard) {
    return ownWord("errors/words", standard).orElse(standard);
  }

  private Optional<String> ownWord(String key, String standard) {
    return facts.map(key).entrySet().stream()
        .filter(each -> each.getValue().equals(standard))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  static Object plain(String text) {
    if (text.matches("-?[0-9]{1,18}")) {
      return Long.valueOf(text);
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    return text;
  }
}
