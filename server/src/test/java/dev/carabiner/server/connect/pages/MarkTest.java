package dev.carabiner.server.connect.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Initials;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkTest {
  @Test
  void letters_come_from_the_words_of_a_name() {
    assertThat(Initials.of("Maya Okafor")).isEqualTo("MO");
    assertThat(Initials.of("Maya van der Berg")).isEqualTo("MB");
    assertThat(Initials.of("maya.okafor@acme.example")).isEqualTo("MO");
    assertThat(Initials.of("GitHub")).isEqualTo("GH");
    assertThat(Initials.of("google")).isEqualTo("G");
    assertThat(Initials.of("\u202E<b>«42»")).isEqualTo("B4");
    assertThat(Initials.of("\uD835\uDC00lpha")).isEqualTo("\uD835\uDC00");
    assertThat(Initials.of("…!")).isEqualTo("•");
    assertThat(Initials.first("GitHub")).isEqualTo("G");
  }

  @Test
  void a_name_keeps_its_tint_and_names_spread_over_all_tints() {
    assertThat(Mark.ofProduct("Brightdesk")).isEqualTo(Mark.ofProduct("Brightdesk"));
    List<String> tints =
        IntStream.range(0, 200)
            .mapToObj(i -> Mark.ofProvider("Name " + i).tint())
            .distinct()
            .toList();
    assertThat(tints).containsExactlyInAnyOrderElementsOf(tints(sheet()).keySet());
  }

  @Test
  void white_on_each_tint_and_each_tint_on_both_light_tiles_can_be_read() {
    Map<String, String> tints = tints(sheet());
    assertThat(tints)
        .isNotEmpty()
        .allSatisfy((name, tint) -> {
          assertThat(contrast(tint, "#ffffff")).isGreaterThanOrEqualTo(4.5);
          assertThat(contrast(tint, "#f4f4f2")).isGreaterThanOrEqualTo(4.5);
        });
  }

  @Test
  void a_text_of_control_and_direction_characters_only_is_no_text() {
    assertThat(PlainText.of(" \u202Da\u0000b\u2069 ")).isEqualTo("ab");
    assertThat(PlainText.of("\u202E\u0007")).isEmpty();
  }

  @Test
  void a_request_is_said_in_two_groups_of_four() {
    assertThat(RequestNumber.of("4F7K2M9QX1")).isEqualTo("4F7K-2M9Q");
    assertThat(RequestNumber.of("req_4F7-K2M9")).isEqualTo("req4-F7K2");
    assertThat(RequestNumber.of("4F7")).isEqualTo("4F7");
  }

  private static String sheet() {
    Assets assets = new Assets("");
    return assets.find(assets.href(Assets.CONNECT_CSS)).orElseThrow().text();
  }

  private static Map<String, String> tints(String sheet) {
    Map<String, String> tints = new TreeMap<>();
    Pattern rule = Pattern.compile("\\.(tint-\\d) \\{ --tint: (#[0-9a-f]{6}); }");
    rule.matcher(sheet).results().forEach(found -> tints.put(found.group(1), found.group(2)));
    return tints;
  }

  /// WCAG 2.2, "contrast ratio".
  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String colour) {
    return 0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5);
  }

  private static double channel(String colour, int at) {
    double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
