package dev.carabiner.server.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
  private static final Path FOLDER = Path.of("src/main/resources/catalogue");
  private static final Pattern VERB_PHRASE =
      Pattern.compile(
          "(act|add|change|control|create|delete|do|download|join|keep|let|like|list|open|post|publish|pull|push|put|read|schedule|search|see|send|share|take|update|upload|use|vote|work|write)\\b");
  private final Catalogue catalogue = Catalogue.builtIn();

  @Test
  void every_file_of_the_folder_is_in_the_catalogue_and_loads() throws IOException {
    assertThat(catalogue.ids()).isEqualTo(Catalogue.in(FOLDER).ids());
    assertThat(catalogue.ids()).hasSizeGreaterThanOrEqualTo(455);
    assertThat(catalogue.all()).extracting(Provider::id).isEqualTo(catalogue.ids());
  }

  @Test
  void an_entry_is_read_when_it_is_asked_for_and_a_wrong_one_harms_no_other(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("a.yaml"), "{id: a, name: A, issuer: 'https://a.example'}");
    Files.writeString(folder.resolve("b.yaml"), "{id: c, name: B, issuer: 'https://b.example'}");
    Files.writeString(folder.resolve("v.yaml"), "{id: v, name: V, variant_of: a, issuer: null}");
    var some = Catalogue.in(folder);

    assertThat(some.ids()).containsExactly("a", "b", "v");
    assertThat(some.find("a").orElseThrow()).isSameAs(some.find("a").orElseThrow());
    assertThatThrownBy(() -> some.find("b")).hasMessageEndingWith("must be the file's name");
    assertThatThrownBy(() -> some.find("v")).hasMessageContaining("needs the key authorization");
    assertThat(some.find("nobody")).isEmpty();
  }

  @Test
  void an_operators_overlay_is_also_below_the_variants_of_its_entry() {
    var own = new ProviderReader(catalogue).read("{id: google, pkce: unsupported}", "own");
    var both = catalogue.with(List.of(own));
    var variant = new ProviderReader(both).read("{id: mine, name: M, variant_of: google}", "own");

    assertThat(own.addresses()).isEqualTo(catalogue.find("google").orElseThrow().addresses());
    assertThat(variant.protocol().pkce()).isEqualTo(Pkce.UNSUPPORTED);
    assertThat(variant.addresses()).isEqualTo(own.addresses());
    var again = new ProviderReader(both).read("{id: google, name: G}", "own");
    assertThat(again.protocol().pkce()).isEqualTo(Pkce.SUPPORTED);
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
  void every_entry_of_full_depth_tells_where_to_register_and_what_its_scopes_mean() {
    var full =
        catalogue.ids().stream()
            .filter(id ->
                new EntryWords(catalogue.entry(id).orElseThrow())
                    .text("depth")
                    .filter("full"::equals)
                    .isPresent())
            .toList();
    assertThat(full).hasSizeGreaterThanOrEqualTo(86);
    for (var id : Stream.concat(full.stream(), Stream.of("google-drive")).toList()) {
      var provider = catalogue.find(id).orElseThrow();
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

    assertThat(both.ids()).isEqualTo(catalogue.ids());
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
