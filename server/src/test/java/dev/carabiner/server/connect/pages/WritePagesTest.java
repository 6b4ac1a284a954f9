package dev.carabiner.server.connect.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Writes every page to `target/pages` to be looked at in a browser: `-Dtest=WritePagesTest
/// -Dtests.without=`.
@Tag("long")
@Tag("pictures")
class WritePagesTest {
  @Test
  void every_page_is_written_and_small() throws IOException {
    Assets assets = new Assets("");
    Path directory = Files.createDirectories(Path.of("target", "pages"));
    String sheet = assets.href(Assets.CONNECT_CSS);
    Files.write(directory.resolve(sheet), assets.find(sheet).orElseThrow().bytes());
    for (Map.Entry<String, String> page : Samples.all(new Pages(assets)).entrySet()) {
      Path file = Files.writeString(directory.resolve(page.getKey() + ".html"), page.getValue());
      assertThat(file).as(page.getKey()).isNotEmptyFile();
      assertThat(Files.size(file)).as(page.getKey()).isLessThan(20_000);
    }
  }
}
