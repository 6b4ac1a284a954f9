package dev.carabiner.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ClientCredentials;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.apps.Keeping;
import dev.carabiner.server.apps.Linking;
import dev.carabiner.server.apps.ProviderChoice;
import dev.carabiner.server.apps.ReturnTo;
import dev.carabiner.server.apps.RevokeAtProvider;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.providers.Catalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  private final ConnectedApp mail = app("mail", "google", "project");
  private final ConnectedApp calendar = app("calendar", "google", "project");
  private final ConnectedApp files = app("files", "google-drive", "project");
  private final ConnectedApp others = app("others", "google", "another");
  private final ConnectedApp namesake = app("namesake", "github", "project");

  @Test
  void apps_with_one_client_id_at_one_provider_are_one_registration() {
    var all = List.of(mail, calendar, files, others, namesake);
    var registration = Registration.of(mail, all, Catalogue.builtIn());
    assertThat(registration.apps()).containsExactlyInAnyOrder(mail.key(), calendar.key());
    assertThat(registration.variants()).containsExactly(files.key());
  }

  @Test
  void an_app_that_is_leaving_is_its_own_registration_still() {
    var registration = Registration.of(mail, List.of(others), Catalogue.builtIn());
    assertThat(registration.apps()).containsExactly(mail.key());
    assertThat(registration.variants()).isEmpty();
  }

  private static ConnectedApp app(String key, String provider, String clientId) {
    return new ConnectedApp(
        new AppKey(key),
        Workspace.DEFAULT,
        key,
        new ProviderChoice(provider, Optional.empty(), Map.of()),
        new ClientCredentials(clientId, Optional.empty()),
        new Consent(Map.of(Consent.ONLY_KIND, List.of()), Map.of(), Optional.empty()),
        new ConnectedApp.Flow(
            Linking.CONFIRM, Duration.ofHours(1), new ReturnTo("http://127.0.0.1:1/a", List.of())),
        new Keeping(RevokeAtProvider.LAST, Duration.ZERO, Optional.empty()));
  }
}
