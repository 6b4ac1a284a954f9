package dev.carabiner.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.console.parts.Logos;
import dev.carabiner.server.console.parts.Mark;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.web.Problem;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LogosTest {
  private static final Pattern LINE =
      Pattern.compile("([^\\t]+)\\t[a-z0-9]+\\t[0-9A-F]{6}\\t[MmLlHhVvCcSsQqTtAaZz0-9 ,.e-]+");

  @Test
  void every_mark_is_one_plain_path_of_a_provider_of_the_catalogue() throws IOException {
    var names = Catalogue.builtIn().all().stream().map(Provider::name).collect(Collectors.toSet());
    try (var in = Objects.requireNonNull(Logos.class.getResourceAsStream("/logos.tsv"))) {
      var lines = new String(in.readAllBytes(), UTF_8).lines().toList();
      assertThat(lines).hasSizeGreaterThan(200);
      for (var line : lines) {
        var found = LINE.matcher(line);
        assertThat(found.matches()).as(line).isTrue();
        assertThat(names).contains(found.group(1));
        assertThat(Logos.built().file(found.group(1))).as(line).isPresent();
      }
      assertThat(lines.stream().map(line -> line.split("\t")[0])).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_mark_is_served_as_a_picture_that_browsers_keep() {
    var address = Mark.of("GitHub").picture().orElseThrow();
    var reply = new ConsoleAssets().find(address.substring(ConsoleAssets.PATH.length()));

    assertThat(reply.bodyText()).startsWith("<svg xmlns=").contains("fill=\"#181717\"");
    assertThat(reply.headers().toString()).contains("image/svg+xml", "immutable", "nosniff");
  }

  @Test
  void who_has_none_has_letters() {
    assertThat(Mark.of("Northwind").picture()).isEmpty();
    assertThat(Mark.of("Northwind").letters()).isEqualTo("N");
    assertThatThrownBy(() -> new ConsoleAssets().find("logo-none.svg")).isInstanceOf(Problem.class);
  }
}
