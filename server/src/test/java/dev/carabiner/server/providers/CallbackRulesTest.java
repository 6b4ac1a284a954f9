package dev.carabiner.server.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackRulesTest {
  private static final String PATH = "/connected_apps/callback/x";
  private final Catalogue catalogue = Catalogue.builtIn();

  @Test
  void an_address_over_http_gets_the_name_to_use_instead() {
    assertThat(warnings("google-drive", "http://127.0.0.1:8080"))
        .containsExactly(
            "it does not take 127.0.0.1 over http; use localhost in server.url instead");
    assertThat(warnings("microsoft", "http://127.0.0.1:8080"))
        .containsExactly(
            "it does not take 127.0.0.1 over http; use localhost in server.url instead");
  }

  @Test
  void a_name_over_http_is_told_how_to_get_https() {
    assertThat(warnings("microsoft", "http://crm.acme.example"))
        .containsExactly(
            "it takes http only for localhost; set server.url to an https address (server.tls, a reverse proxy or a tunnel)");
  }

  @Test
  void private_names_and_addresses_are_not_public_domains() {
    assertThat(warnings("google", "https://10.1.2.3"))
        .containsExactly(
            "it takes no IP address as host; give server.url a host name, or localhost on your own machine");
    assertThat(warnings("google", "https://crm.corp"))
        .containsExactly(
            "it takes only hosts under a public domain; give server.url such a name, or localhost on your own machine");
    assertThat(warnings("google", "https://crm")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "google, http://localhost:8080", "google, https://crm.acme.com",
        "google-drive, https://crm.acme.com:8443",
    "microsoft, http://localhost:8080", "microsoft, https://10.1.2.3",
        "gitlab, http://127.0.0.1:8080",
    "github, http://127.0.0.1:8080", "discord, http://127.0.0.1:8080",
        "patreon, http://crm.acme.example"
  })
  void what_fits_gets_no_warning(String provider, String base) {
    assertThat(warnings(provider, base)).isEmpty();
  }

  @Test
  void a_provider_of_which_nothing_is_known_gets_no_warning() {
    assertThat(CallbackRules.UNKNOWN.warnings(URI.create("http://10.0.0.1" + PATH))).isEmpty();
  }

  private List<String> warnings(String provider, String base) {
    return catalogue
        .find(provider)
        .orElseThrow()
        .about()
        .registration()
        .callbackRules()
        .warnings(URI.create(base + PATH));
  }
}
