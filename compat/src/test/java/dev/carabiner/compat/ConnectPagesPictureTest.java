package dev.carabiner.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Pictures of every page that connecting users see, from what the server's `WritePagesTest` wrote
/// before, in every look. They go where those of [ConsoleBrowserTest] do.
@Tag("real")
@Tag("long")
class ConnectPagesPictureTest {
  private static final Path PAGES = Path.of("..", "server", "target", "pages").toAbsolutePath();

  @Test
  void every_page_of_connecting_in_every_look() throws IOException {
    assumeThat(PAGES).isDirectory();
    try (var chromium = Chromium.start();
        var files = Files.list(PAGES)) {
      var pages = files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
      assertThat(pages).isNotEmpty();
      for (var look : ConsoleOperator.ALL_LOOKS) {
        var window = chromium.open(look.look());
        for (var page : pages) {
          window.visit(page.toUri());
          var name = page.getFileName().toString().replaceFirst("\\.html$", "");
          ConsoleOperator.examine(window, "connect-" + name, look);
        }
      }
    }
  }
}
