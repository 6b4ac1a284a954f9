package dev.carabiner.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConsoleAssetsTest {
  private static final int MOST_STYLE = 30_000;
  private static final int MOST_LINES = 150;
  private static final Pattern DARK = Pattern.compile("--bg: #111214;[^}]*");

  private final ConsoleAssets assets = new ConsoleAssets();

  @Test
  void the_style_sheet_is_small() {
    assertThat(style().length()).isLessThan(MOST_STYLE);
  }

  @Test
  void dark_is_the_same_whoever_chose_it() {
    var blocks = DARK.matcher(style()).results().map(found -> found.group()).toList();

    assertThat(blocks).hasSize(2);
    assertThat(blocks.get(0)).isEqualTo(blocks.get(1));
  }

  @Test
  void packing_keeps_what_counts() {
    assertThat(ConsoleAssets.packed("/* x */\na :hover {\n  margin: 0 auto;\n  color: red;\n}\n"))
        .isEqualTo("a :hover{margin: 0 auto;color: red;}");
  }

  @Test
  void the_script_makes_no_html_of_text_and_stays_small() {
    var script = assets.find(name(assets.script())).bodyText();

    assertThat(script.lines().count()).isLessThan(MOST_LINES);
    assertThat(script)
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "DOMParser");
  }

  @Test
  void both_may_be_kept_for_ever_under_a_name_that_changes_with_them() {
    var reply = assets.find(name(assets.stylesheet()));

    assertThat(assets.stylesheet()).matches("/console/assets/console-[0-9a-f]{16}\\.css");
    assertThat(reply.header("Cache-Control")).contains("public, max-age=31536000, immutable");
    assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
  }

  private String style() {
    return assets.find(name(assets.stylesheet())).bodyText();
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
