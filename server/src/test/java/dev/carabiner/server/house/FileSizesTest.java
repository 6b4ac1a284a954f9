package dev.carabiner.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Small files, in every module.
class FileSizesTest {
  private static final int LONGEST = 300;
  private static final int MEDIAN = 60;
  private static final List<String> MODULES =
      List.of("vault", "sandbox", "client", "server", "cli", "examples");

  private record Source(String file, long lines) {}

  @Test
  void no_file_is_long_without_a_reason_in_the_house_book() {
    var allowed = HouseTable.longFiles();

    assertThat(sources().filter(source -> source.lines() > LONGEST).map(Source::file))
        .isSubsetOf(allowed);
  }

  @Test
  void half_of_the_files_fit_on_a_screen() {
    var sizes = sources().map(Source::lines).sorted().toList();

    System.out.println(
        "Biggest files: "
            + sources()
                .sorted(Comparator.comparingLong(Source::lines).reversed())
                .limit(5)
                .toList());
    assertThat(sizes.get(sizes.size() / 2)).isLessThanOrEqualTo(MEDIAN);
  }

  private static Stream<Source> sources() {
    return MODULES.stream()
        .map(module -> HouseTable.ROOT.resolve(module).resolve("src/main/java"))
        .filter(Files::isDirectory)
        .flatMap(FileSizesTest::javaFiles)
        .map(file -> new Source(HouseTable.ROOT.relativize(file).toString(), lines(file)));
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static long lines(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
