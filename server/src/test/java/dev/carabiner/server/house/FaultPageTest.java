package dev.carabiner.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds `docs/reliability/faults.md` against the tests that it names.
class FaultPageTest {
  private static final Path PAGE = HouseTable.ROOT.resolve("docs/reliability/faults.md");
  private static final Path TESTS = HouseTable.ROOT.resolve("server/src/test/java");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([PDL]\\d+) \\|(.*)$");
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)#(\\w+)`");

  @Test
  void every_row_of_the_catalogue_is_on_the_page() throws IOException {
    var rows = ROW.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)).toList();

    assertThat(rows).containsExactlyElementsOf(catalogue());
  }

  @Test
  void every_row_names_a_test_or_runs_with_the_others() throws IOException {
    var troubles = Files.readString(find("ProviderTrouble"));
    ROW.matcher(Files.readString(PAGE))
        .results()
        .forEach(row -> {
          var isTrouble = row.group(2).contains("*trouble*");
          assertThat(isTrouble || NAMED.matcher(row.group(2)).find()).as(row.group(1)).isTrue();
          assertThat(troubles.contains("  " + row.group(1) + "_"))
              .as("whether %s is among the troubles", row.group(1))
              .isEqualTo(isTrouble);
        });
  }

  @Test
  void every_test_on_the_page_exists() throws IOException {
    var named = NAMED.matcher(Files.readString(PAGE)).results().toList();
    assertThat(named).hasSizeGreaterThan(60);
    for (MatchResult each : named)
      assertThat(
              Pattern.compile("void\\s+" + each.group(2) + "\\(")
                  .matcher(Files.readString(find(each.group(1))))
                  .find())
          .as(each.group())
          .isTrue();
  }

  /// D3 and D4 are runs of their own, L6, L8 and L9 and D16 are told of in the text or elsewhere.
  private static List<String> catalogue() {
    return Stream.of(
            IntStream.rangeClosed(1, 30).mapToObj(row -> "P" + row),
            IntStream.rangeClosed(1, 15)
                .filter(row -> row != 3 && row != 4)
                .mapToObj(row -> "D" + row),
            IntStream.of(1, 2, 3, 4, 5, 7).mapToObj(row -> "L" + row))
        .flatMap(rows -> rows)
        .toList();
  }

  private static Path find(String type) throws IOException {
    try (var files = Files.walk(TESTS)) {
      var found = files.filter(file -> file.endsWith(type + ".java")).toList();
      assertThat(found).as(type).isNotEmpty();
      // outbound and web both test TLS
      return found.stream()
          .filter(file -> file.toString().contains("outbound"))
          .findFirst()
          .orElse(found.getFirst());
    }
  }
}
