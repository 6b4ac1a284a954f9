package dev.carabiner.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing in at the console with a certified OpenID provider and a real browser.
@Tag("real")
class CompanySignInBrowserTest {
  private static final String CALLBACK = "/console/sign-in/openid/callback";
  private static Chromium chromium;

  @TempDir Path folder;
  private CertifiedProvider provider;
  private Installation installation;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  @BeforeEach
  void open() {
    // another site than the provider's, so that cookies are kept as between companies
    var url = Loopback.free("localhost");
    provider = CertifiedProvider.start(url.resolve(CALLBACK), Duration.ofMinutes(5));
    installation =
        Installation.signingIn(
            folder,
            url,
            provider.issuer(),
            """
            openid:
              issuer: %s
              client-id: carabiner
              client-secret: provider-secret
              name: Example SSO
              scopes: [openid, profile, email, groups]
              allowed-groups: {admin: [console-admins], viewer: [staff]}
            """
                .formatted(provider.issuer()));
  }

  @AfterEach
  void close() {
    installation.close();
    provider.close();
  }

  @Test
  void an_administrator_signs_in_by_groups_and_again_before_what_is_dangerous() {
    var window = chromium.open();
    window.visit(at("/console/operators"));
    window.arrive(at("/console/sign-in"));

    window.follow("Sign in with Example SSO");
    window.arriveAt(at("/console/operators"));
    assertThat(window.text()).contains("Ada Lovelace", "ada@example.com", "Administrator");

    window.visit(at("/console/operators/invite"));
    window.arrive(at("/console/prove"));
    window.follow("Continue");
    window.arriveAt(at("/console/operators/invite"));
    assertThat(window.text()).contains("Invite an operator");
    // the provider has no icon
    assertThat(window.complaints()).allMatch(complaint -> complaint.contains("404"));
    assertThat(provider.count("granted authorization_code")).isEqualTo(2);

    window.visit(at("/console/profile"));
    window.click("Sign out");
    window.arrive(at("/console/sign-in"));
    window.visit(at("/console"));
    window.arrive(at("/console/sign-in"));
  }

  private URI at(String path) {
    return installation.url().resolve(path);
  }
}
