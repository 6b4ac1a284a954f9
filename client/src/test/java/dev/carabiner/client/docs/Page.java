package dev.carabiner.client.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** One page of the documentation. */
record Page(Path file) {
  private static final Pattern FENCE =
      Pattern.compile("(?m)(?:^<!-- snippet: (\\S+) -->\\n)?^```java\\n((?s:.*?))^```$");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

  static Page at(Path file) {
    return new Page(file);
  }

  /** The folder that its links start from. */
  Path base() {
    Path folder = file.getParent();
    return folder == null ? file : folder;
  }

  /** A block of Java on the page; the name is null if it has none. */
  record Fence(String name, String code) {}

  String text() {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  List<Fence> fences() {
    return FENCE
        .matcher(text())
        .results()
        .map(fence -> new Fence(fence.group(1), fence.group(2)))
        .toList();
  }

  List<String> links() {
    return LINK.matcher(text()).results().map(link -> link.group(1)).toList();
  }

  Set<String> anchors() {
    var anchors = new LinkedHashSet<String>();
    ANCHOR.matcher(text()).results().map(id -> id.group(1)).forEach(anchors::add);
    HEADING.matcher(text()).results().map(Page::slug).forEach(anchors::add);
    return anchors;
  }

  private static String slug(MatchResult heading) {
    return heading
        .group(1)
        .replaceAll("<[^>]*>", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .strip()
        .replace(' ', '-');
  }

  void rewrite(java.util.function.UnaryOperator<String> snippet) {
    String text =
        FENCE
            .matcher(text())
            .replaceAll(fence ->
                java.util.regex.Matcher.quoteReplacement(
                    "<!-- snippet: %s -->\n```java\n%s```"
                        .formatted(fence.group(1), snippet.apply(fence.group(1)))));
    try {
      Files.writeString(file, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
