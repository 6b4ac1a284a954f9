package dev.carabiner.server.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final Path FOLDER = Path.of("src/main/resources/catalogue");
  private static final Pattern VERB_PHRASE =
      Pattern.compile("(add|change|create|join|keep|post|read|see|send)\\b");
  private final Catalogue catalogue = Catalogue.builtIn();

  @Test
  void every_file_of_the_folder_is_in_the_catalogue_sorted_by_id() throws IOException {
    try (var files = Files.list(FOLDER)) {
      var ids =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".yaml"))
              .map(name -> name.replace(".yaml", ""))
              .sorted()
              .toList();

      assertThat(catalogue.all()).extracting(Provider::id).isEqualTo(ids);
      assertThat(ids).hasSize(7);
    }
  }

  @Test
  void a_providers_text_read_again_gives_the_same_provider() {
    for (var provider : catalogue.all())
      assertThat(new ProviderReader(catalogue).read(provider.text(), "store")).isEqualTo(provider);
    for (var provider : catalogue.all())
      assertThat(provider.text()).as(provider.id()).doesNotContain("\n");
  }

  @Test
  void a_variant_takes_what_it_does_not_say_from_the_entry_it_is_a_variant_of() {
    var parent = catalogue.find("google").orElseThrow();
    var variant = catalogue.find("google-drive").orElseThrow();

    assertThat(variant.addresses().at(Endpoint.TOKEN))
        .isEqualTo(parent.addresses().at(Endpoint.TOKEN));
    assertThat(variant.lifecycle()).isEqualTo(parent.lifecycle());
    assertThat(variant.about().registration()).isEqualTo(parent.about().registration());
    assertThat(variant.name()).isEqualTo("Google Drive");
    assertThat(variant.about().categories()).containsExactly("storage");
    assertThat(variant.protocol().defaultScopes())
        .containsExactly("https://www.googleapis.com/auth/drive.file");
    assertThat(variant.protocol().account().answer().id()).isEqualTo(List.of("user.permissionId"));
  }

  @Test
  void every_entry_tells_people_where_to_register_and_what_its_scopes_mean() {
    for (var provider : catalogue.all()) {
      assertThat(provider.about().registration().console()).as(provider.id()).isPresent();
      assertThat(provider.about().registration().callbackRules().words())
          .as(provider.id())
          .isPresent();
      assertThat(provider.about().docs()).as(provider.id()).isPresent();
      assertThat(provider.protocol().scopes())
          .as(provider.id())
          .extracting(KnownScope::scope)
          .containsAll(provider.protocol().defaultScopes());
    }
  }

  @Test
  void a_scopes_description_follows_asks_to_let_it() {
    for (var provider : catalogue.all())
      assertThat(provider.protocol().scopes())
          .as(provider.id())
          .extracting(KnownScope::description)
          .allMatch(words -> VERB_PHRASE.matcher(words).lookingAt())
          .noneMatch(words -> words.contains("the user") || words.endsWith("."));
  }

  @Test
  void what_becomes_of_a_used_refresh_token_is_known_for_each() {
    assertThat(policy("google")).isEqualTo(RotationPolicy.NONE);
    assertThat(policy("google-drive")).isEqualTo(RotationPolicy.NONE);
    assertThat(policy("microsoft")).isEqualTo(RotationPolicy.NONE);
    assertThat(policy("github")).isEqualTo(RotationPolicy.STRICT);
    assertThat(policy("gitlab")).isEqualTo(RotationPolicy.STRICT);
    assertThat(policy("discord")).isEqualTo(RotationPolicy.STRICT);
    assertThat(policy("patreon")).isEqualTo(RotationPolicy.STRICT);
  }

  @Test
  void what_revoking_one_token_takes_along_is_known_for_each() {
    assertThat(revocation("google").endsWholeGrant()).isTrue();
    assertThat(revocation("discord").endsWholeGrant()).isTrue();
    assertThat(revocation("gitlab").endsWholeGrant()).isFalse();
    assertThat(revocation("github").endsWholeGrant()).isFalse();
    assertThat(revocation("microsoft").way()).isEqualTo(new RevocationRules.None());
    assertThat(revocation("patreon").way()).isEqualTo(new RevocationRules.None());
    assertThat(revocation("patreon").note()).isPresent();
  }

  @Test
  void lifetimes_are_durations() {
    var lifecycle = catalogue.find("github").orElseThrow().lifecycle();

    assertThat(lifecycle.accessTokenEnds()).isEqualTo(Lifecycle.Ends.OPTIONAL);
    assertThat(lifecycle.accessTokenLifetime()).contains(Duration.ofHours(8));
    assertThat(lifecycle.refreshTokens().lifetime()).contains(Duration.ofDays(184));
    assertThat(lifecycle.refreshTokens().given()).isEqualTo(Lifecycle.Given.OPTIONAL);
  }

  @Test
  void a_further_provider_takes_the_place_of_one_with_its_id() {
    var own = new ProviderReader(catalogue).read("{id: github, name: Ours}", "test");
    var both = catalogue.with(List.of(own));

    assertThat(both.all()).hasSize(7);
    assertThat(both.find("github")).contains(own);
    assertThat(catalogue.find("github").orElseThrow().name()).isEqualTo("GitHub");
  }

  private RotationPolicy policy(String id) {
    return catalogue.find(id).orElseThrow().lifecycle().rotation();
  }

  private RevocationRules revocation(String id) {
    return catalogue.find(id).orElseThrow().protocol().revocation();
  }
}
