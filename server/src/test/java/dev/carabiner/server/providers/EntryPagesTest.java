package dev.carabiner.server.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntryPagesTest {
  private static final Path PAGES = Path.of("../docs/providers");
  private static final String AGAIN = "./carabiner providers docs makes the pages anew";

  private final Catalogue files = files();
  private final EntryPages pages = new EntryPages(files);

  @Test
  void each_entry_has_the_page_that_is_made_of_it() throws IOException {
    for (var id : files.ids()) {
      var page = PAGES.resolve(id + ".md");
      assertThat(page).exists();
      var text = Files.readString(page);
      assertThat(text).as(AGAIN).isEqualTo(pages.page(id, Optional.of(text)));
    }
  }

  @Test
  void the_index_names_each_entry_and_no_page_is_left_over() throws IOException {
    assertThat(PAGES.resolve(EntryPages.INDEX)).as(AGAIN).hasContent(pages.index());
    for (var id : files.ids()) assertThat(pages.index()).contains("](" + id + ".md)");
    try (var list = Files.list(PAGES)) {
      assertThat(list).hasSize(files.ids().size() + 1);
    }
  }

  @Test
  void what_somebody_wrote_stays_above_what_is_made() {
    var first = pages.page("github", Optional.of("# GitHub\n\nBy hand.\n"));

    assertThat(first).startsWith("# GitHub\n\nBy hand.\n\n" + EntryPages.MARK);
    assertThat(pages.page("github", Optional.of(first))).isEqualTo(first);
  }

  @Test
  void a_page_says_how_to_register_what_lives_how_long_and_what_is_odd() {
    assertThat(pages.page("hubspot", Optional.empty()))
        .contains("# HubSpot\n", "## Register\n", "https://developers.hubspot.com/")
        .contains("- Access token: about 30 minutes\n", "- Rotation: none")
        .contains("- From 2027-02-16 on (UTC) Carabiner uses the addresses")
        .contains("- Confidence high");
    assertThat(pages.page("shopify", Optional.empty()))
        .contains("- The callback is signed, and the signature is checked.\n")
        .contains("- Variable shop (of each connection)");
  }

  private static Catalogue files() {
    try {
      return Catalogue.in(Path.of("src/main/resources/catalogue"));
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }
}
