package dev.carabiner.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.client.SessionState;
import dev.carabiner.sandbox.RegisteredClient;
import dev.carabiner.sandbox.Sandbox;
import dev.carabiner.sandbox.SandboxSettings;
import dev.carabiner.sandbox.Selection;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People look at sessions in the console with a real browser. Pictures go where those of
/// [ConsoleBrowserTest] do.
@Tag("real")
class ConsoleSessionsBrowserTest {
  private static Chromium chromium;

  @TempDir Path folder;
  private ApplicationDouble application;
  private Sandbox provider;
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
    application = ApplicationDouble.start();
    var url = Loopback.free("localhost");
    var known =
        RegisteredClient.confidential(
            "carabiner", "provider-secret", Installation.redirect(url, "notes").toString());
    provider = Sandbox.start(SandboxSettings.defaults().withClients(known));
    installation =
        Installation.start(
            folder,
            url,
            provider.issuer(),
            """
            - key: notes
              name: Northwind notes
              provider: outside
              client-id: carabiner
              client-secret: provider-secret
              scopes: [openid, profile, email, offline_access, notes.read]
              callback-url: %s
            """
                .formatted(application.callback()));
  }

  @AfterEach
  void close() {
    installation.close();
    provider.close();
    application.close();
  }

  @Test
  void a_withdrawn_grant_is_explained_and_mended_and_an_automatic_check_finds_nothing() {
    withdrawnAndMended(ConsoleOperator.LOOKS);
  }

  @Test
  @Tag("long")
  void the_same_in_every_look() {
    withdrawnAndMended(ConsoleOperator.ALL_LOOKS);
  }

  @Test
  void all_that_match_are_revoked_by_a_page_that_sends_itself_on() {
    var lena = chromium.open();
    ConsoleOperator.setUp(lena, installation);
    for (var user = 0; user < 230; user++)
      installation.api.getConnectedAppAuthUrl("notes", "user " + user);
    lena.visit(installation.url().resolve("/console/sessions?app=notes"));
    lena.follow("Revoke all that match");
    lena.arrive(installation.url().resolve("/console/revoke-sessions/"));
    assertThat(lena.text()).contains("Revoke 230 connections?");
    assertThat(lena.findings()).isEmpty();

    lena.fill("typed", "notes");
    lena.click("Revoke 230 connections");
    lena.arrive(installation.url().resolve("/console/sessions"));

    assertThat(lena.text()).contains("230 connections revoked.");
    assertThat(lena.requests().stream().map(URI::getPath))
        .filteredOn(path -> path.startsWith("/console/revoke-sessions/"))
        .hasSize(4);
    assertThat(lena.complaints()).isEmpty();
  }

  private void withdrawnAndMended(List<ConsoleOperator.Named> looks) {
    var lena = chromium.open();
    ConsoleOperator.setUp(lena, installation);
    var mended = connect("56");
    connect("57");
    var waiting = installation.api.getConnectedAppAuthUrl("notes", "58").sessionId();
    lena.visit(at(mended));
    assertThat(lena.text()).contains("This connection works.", "No end of the grant is in sight.");
    provider.control().withdraw(Selection.all());
    lena.click("Refresh now");
    lena.arriveAt(at(mended));
    Eventually.holds(
        "the provider was asked once more",
        () -> installation.state(mended).equals(SessionState.NEEDS_RECONNECT));
    Eventually.holds(
        "the provider's refusal is told",
        () -> {
          lena.visit(at(mended));
          return lena.text().contains("Renewal: Northwind says the grant is over");
        });
    assertThat(lena.text()).contains("This connection is about to stop: Northwind says");

    examine(lena, mended, waiting, looks);

    lena.visit(at(mended));
    lena.click("Make reconnect link");
    lena.arrive(at(mended));
    var link = lena.evaluate("document.getElementById('reconnect').textContent").asString();
    go(URI.create(link));
    lena.visit(at(mended));
    assertThat(lena.text()).contains("This connection works.");
    assertThat(installation.state(mended)).isEqualTo(SessionState.CONNECTED);
    assertThat(lena.complaints()).isEmpty();
  }

  private void examine(
      Window lena, String broken, String waiting, List<ConsoleOperator.Named> looks) {
    var pages = new LinkedHashMap<String, URI>();
    pages.put("overview", installation.url().resolve("/console"));
    pages.put("ending", installation.url().resolve("/console/ending"));
    pages.put("sessions", installation.url().resolve("/console/sessions"));
    pages.put("sessions-none", installation.url().resolve("/console/sessions?by=user&q=nobody"));
    pages.put("session-broken", at(broken));
    pages.put("session-pending", at(waiting));
    pages.put("session-revoke", installation.url().resolve(at(broken) + "/revoke"));
    for (var look : looks) {
      var window = chromium.open(look.look());
      window.visit(installation.url().resolve("/console/sign-in"));
      ConsoleOperator.signIn(window);
      window.arriveAt(installation.url().resolve("/console"));
      for (var page : pages.entrySet()) {
        assertThat(window.visit(page.getValue())).as(page.getKey()).isEqualTo(200);
        ConsoleOperator.examine(window, page.getKey(), look);
      }
      assertThat(window.complaints()).as(look.name()).isEmpty();
    }
    assertThat(lena.complaints()).isEmpty();
  }

  private String connect(String user) {
    var started = installation.api.getConnectedAppAuthUrl("notes", user);
    go(URI.create(started.url()));
    return started.sessionId();
  }

  private void go(URI link) {
    var window = chromium.open();
    window.visit(link);
    window.click("Continue to Northwind");
    window.arrive(provider.issuer());
    window.click("Allow");
    window.arrive(application.callback());
  }

  private URI at(String session) {
    return installation.url().resolve("/console/sessions/" + session);
  }
}
