package dev.carabiner.sandbox.costume;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts with blanks such as {@code ${shop}}. */
final class Blanks {
  private static final Pattern BLANK = Pattern.compile("\\$\\{(\\w+)}");
  private static final String ANYTHING = "random";

  private Blanks() {}

  /** The text with every blank filled; one that nobody knows stays as it is. */
  static String fill(String text, Map<String, String> values) {
    return BLANK
        .matcher(text)
        .replaceAll(
            blank -> Matcher.quoteReplacement(values.getOrDefault(blank.group(1), blank.group())));
  }

  static boolean isFilled(String text) {
    return !BLANK.matcher(text).find();
  }

  /** Whether a text is what the template says; {@code ${random}} may be anything. */
  static boolean fits(String template, Map<String, String> values, String text) {
    StringBuilder pattern = new StringBuilder();
    Matcher blank = BLANK.matcher(template);
    int end = 0;
    while (blank.find()) {
      pattern.append(Pattern.quote(template.substring(end, blank.start())));
      pattern.append(
          blank.group(1).equals(ANYTHING)
              ? ".+"
              : Pattern.quote(values.getOrDefault(blank.group(1), blank.group())));
      end = blank.end();
    }
    return Pattern.matches(pattern + Pattern.quote(template.substring(end)), text);
  }
}
