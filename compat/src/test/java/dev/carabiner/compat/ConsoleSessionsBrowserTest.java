package dev.carabiner.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.client.SessionState;
import dev.carabiner.compat.Chromium.Look;
import dev.carabiner.sandbox.RegisteredClient;
import dev.carabiner.sandbox.Sandbox;
import dev.carabiner.sandbox.SandboxSettings;
import dev.carabiner.sandbox.Selection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private static final String PASSWORD = "a quite long sentence";
  private static final Path PICTURES =
      Path.of(System.getProperty("console.pictures", "target/pictures/console")).toAbsolutePath();

  private static Chromium chromium;

  @TempDir Path folder;
  private ApplicationDouble application;
  private Sandbox provider;
  private Installation installation;

  @BeforeAll
  static void start() throws IOException {
    Files.createDirectories(PICTURES);
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
    var lena = chromium.open();
    setUp(lena);
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

    examine(lena, mended, waiting);

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

  private void examine(Window lena, String broken, String waiting) {
    var pages = new LinkedHashMap<String, URI>();
    pages.put("sessions", installation.url().resolve("/console/sessions"));
    pages.put("sessions-none", installation.url().resolve("/console/sessions?by=user&q=nobody"));
    pages.put("session-broken", at(broken));
    pages.put("session-pending", at(waiting));
    pages.put("session-revoke", installation.url().resolve(at(broken) + "/revoke"));
    var looks = new LinkedHashMap<String, Look>();
    looks.put("1280-light", Look.DESKTOP);
    looks.put("1280-dark", Look.DARK);
    looks.put("390-light", Look.PHONE);
    looks.put("390-dark", Look.DARK_PHONE);
    for (var look : looks.entrySet()) {
      var window = chromium.open(look.getValue());
      window.visit(installation.url().resolve("/console/sign-in"));
      window.fill("login", "lena@example.com");
      window.fill("password", PASSWORD);
      window.click("Sign in");
      window.arriveAt(installation.url().resolve("/console"));
      for (var page : pages.entrySet()) examine(window, page, look.getKey());
      assertThat(window.complaints()).as(look.getKey()).isEmpty();
    }
    assertThat(lena.complaints()).isEmpty();
  }

  private static void examine(Window window, Map.Entry<String, URI> page, String look) {
    var called = page.getKey() + "-" + look;
    assertThat(window.visit(page.getValue())).as(called).isEqualTo(200);
    window.wholePicture(PICTURES.resolve(called + ".png"));
    assertThat(window.overflows()).as(called + " is wider than the window").isFalse();
    assertThat(window.findings()).as(called).isEmpty();
    assertThat(window.evaluate("document.documentElement.outerHTML.length").asInt())
        .as(called)
        .isLessThan(100_000);
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

  private void setUp(Window window) {
    window.visit(installation.consoleSetupLink());
    window.fill("name", "Lena Roth");
    window.fill("login", "lena@example.com");
    window.fill("password", PASSWORD);
    window.click("Make the administrator");
    window.arriveAt(installation.url().resolve("/console"));
  }

  private URI at(String session) {
    return installation.url().resolve("/console/sessions/" + session);
  }
}
