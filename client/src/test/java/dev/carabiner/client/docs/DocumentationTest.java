package dev.carabiner.client.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.client.ConnectedAppsApi;
import dev.carabiner.client.docs.Page.Fence;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The SDK's pages say what the code does. After a change of a snippet, run this test with {@code
 * -Ddocs.write=true}, which copies the snippets into the pages.
 */
class DocumentationTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path SOURCE =
      Path.of("src/test/java/dev/carabiner/client/docs/Snippets.java");
  private static final Path README = ROOT.resolve("README.md");
  private static final List<String> REFERENCE =
      List.of(
          "ConnectedAppsApi",
          "ConnectedAppsAuthUrl",
          "ConnectedAppsAccessToken",
          "ApiResult",
          "Connections");

  @Test
  void every_snippet_on_a_page_is_one_that_compiles() throws IOException {
    Map<String, String> snippets = snippets();
    if (Boolean.getBoolean("docs.write")) {
      pages().forEach(page -> page.rewrite(snippets::get));
    }
    var shown = new HashSet<String>();
    for (Page page : pages()) {
      for (Fence fence : page.fences()) {
        assertThat(fence.name()).as("%s: name of%n%s", page.file(), fence.code()).isNotNull();
        assertThat(fence.code())
            .as("%s: %s", page.file(), fence.name())
            .isEqualTo(snippets.get(fence.name()));
        shown.add(fence.name());
      }
    }
    assertThat(shown).isEqualTo(snippets.keySet());
  }

  @Test
  void every_link_leads_somewhere() {
    int followed = 0;
    for (Page page : pages()) {
      for (String link : page.links()) {
        assertThat(link).as(page.file().toString()).doesNotContain("://");
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page.file() : page.base().resolve(parts[0]).normalize();
        assertThat(target).as("%s: %s", page.file(), link).exists();
        if (parts.length == 2 && !parts[1].isEmpty()) {
          assertThat(Page.at(target).anchors()).as("%s: %s", page.file(), link).contains(parts[1]);
        }
        followed++;
      }
    }
    assertThat(followed).isGreaterThan(50);
  }

  @Test
  void every_signature_on_the_reference_page_is_one_of_the_class() {
    String text = Page.at(ROOT.resolve("docs/ConnectedAppsApi.md")).text();
    Set<String> written =
        Pattern.compile("(?m)^> (?:\\[?[\\w<>]+]?(?:\\([^)]*\\))?[<>]?)+ (\\w+)\\(([^)]*)\\)$")
            .matcher(text)
            .results()
            .map(line -> line.group(1) + "(" + types(line.group(2)) + ")")
            .collect(Collectors.toSet());
    Set<String> offered =
        Arrays.stream(ConnectedAppsApi.class.getMethods())
            .filter(method -> method.getDeclaringClass() == ConnectedAppsApi.class)
            .map(DocumentationTest::signature)
            .collect(Collectors.toSet());
    assertThat(written).isEqualTo(offered);
  }

  private static String types(String parameters) {
    return Arrays.stream(parameters.split(", "))
        .map(parameter -> parameter.split(" ")[0])
        .collect(Collectors.joining(","));
  }

  private static String signature(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(",", method.getName() + "(", ")"));
  }

  private static List<Page> pages() {
    var pages = new ArrayList<Page>();
    REFERENCE.forEach(name -> pages.add(Page.at(ROOT.resolve("docs/" + name + ".md"))));
    pages.add(Page.at(README));
    return pages;
  }

  private static Map<String, String> snippets() throws IOException {
    var snippets = new TreeMap<String, String>();
    Pattern.compile("(?m)^ *// snippet: (\\S+)\\n((?s:.*?))^ *// end$")
        .matcher(Files.readString(SOURCE))
        .results()
        .forEach(match ->
            snippets.put(match.group(1), match.group(2).stripTrailing().stripIndent() + "\n"));
    return snippets;
  }
}
