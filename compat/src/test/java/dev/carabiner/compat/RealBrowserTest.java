package dev.carabiner.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.client.AuthUrlOptions;
import dev.carabiner.client.ConnectedAppsAuthUrl;
import dev.carabiner.client.SessionState;
import dev.carabiner.sandbox.RegisteredClient;
import dev.carabiner.sandbox.Sandbox;
import dev.carabiner.sandbox.SandboxSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A person's browser on its way from the application over our page to the provider and back, each
/// on an origin of its own.
@Tag("real")
class RealBrowserTest {
  private static final String CONTINUE = "Continue to Northwind";
  private static final String NOT_ME = "This is not me";
  private static final String ALLOW = "Allow";
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

  /// Beside the desktop with script, which every other case has.
  static List<Chromium.Look> looks() {
    return List.of(Chromium.Look.DARK_PHONE, Chromium.Look.WITHOUT_SCRIPT);
  }

  @ParameterizedTest
  @MethodSource("looks")
  void a_person_goes_through_and_nothing_complains_or_looks_outside(Chromium.Look look) {
    var started = start("56");
    var window = chromium.open(look);
    assertThat(window.visit(link(started))).isEqualTo(200);
    assertThat(window.overflows()).isFalse();
    window.picture("confirm-" + name(look));

    window.click(CONTINUE);
    window.arrive(provider.issuer());
    window.click(ALLOW);
    assertThat(window.arrive(application.callback()))
        .hasToString(application.callback() + "?session_id=" + started.sessionId());
    window.picture("application-" + name(look));

    assertThat(installation.state(started.sessionId())).isEqualTo(SessionState.CONNECTED);
    assertThat(window.complaints()).isEmpty();
    assertThat(window.requests()).extracting(URI::getRawAuthority).isSubsetOf(origins());
  }

  @Test
  void the_keyboard_alone_goes_through() {
    var label = AuthUrlOptions.none().withUserLabel("Ada Lovelace");
    var started = installation.api.getConnectedAppAuthUrl("notes", "56", label);
    var window = chromium.open();
    window.visit(link(started));
    assertThat(window.text()).contains("Are you Ada Lovelace");
    window.picture("confirm-labelled");
    window.reachAndEnter(CONTINUE);
    window.arrive(provider.issuer());
    window.reachAndEnter(ALLOW);
    window.arrive(application.callback());
    assertThat(installation.state(started.sessionId())).isEqualTo(SessionState.CONNECTED);
  }

  @Test
  void who_says_that_it_is_not_them_ends_at_the_application_with_an_error() {
    var started = start("56");
    var window = chromium.open();
    window.visit(link(started));
    window.click(NOT_ME);
    assertThat(window.arrive(application.callback()).getQuery())
        .contains("error=access_denied", "session_id=" + started.sessionId());
    assertThat(installation.state(started.sessionId())).isEqualTo(SessionState.EXPIRED);
    assertThat(provider.ledger().entries()).noneMatch(entry -> entry.path().equals("/authorize"));
    assertThat(window.complaints()).isEmpty();
  }

  @Test
  void another_browser_cannot_finish_what_the_first_began() {
    var started = start("56");
    var first = chromium.open();
    first.visit(link(started));
    first.click(CONTINUE);
    var consent = first.arrive(provider.issuer());

    var second = chromium.open();
    assertThat(second.visit(link(started))).isEqualTo(400);
    second.visit(consent);
    second.click(ALLOW);
    var callback = second.arrive(Installation.redirect(installation.url(), "notes"));
    assertThat(second.visit(callback)).isEqualTo(400);
    assertThat(second.text()).doesNotContain(started.sessionId());
    second.picture("error-another-browser");
    assertThat(installation.state(started.sessionId())).isEqualTo(SessionState.PENDING);
    assertThat(exchanges()).isZero();

    first.reload();
    first.click(ALLOW);
    first.arrive(application.callback());
    assertThat(installation.state(started.sessionId())).isEqualTo(SessionState.CONNECTED);
  }

  @Test
  void a_callback_opened_again_has_the_same_outcome_and_no_second_exchange() {
    var started = start("56");
    var window = chromium.open();
    window.visit(link(started));
    window.click(CONTINUE);
    window.arrive(provider.issuer());
    window.click(ALLOW);
    var end = window.arrive(application.callback());
    var callback = callbackIn(window);

    window.visit(callback);
    assertThat(window.arrive(application.callback())).isEqualTo(end);
    assertThat(window.reload()).isEqualTo(end);
    window.visit(link(started));
    assertThat(window.arrive(application.callback())).isEqualTo(end);
    assertThat(exchanges()).isEqualTo(1);

    var stranger = chromium.open();
    assertThat(stranger.visit(callback)).isEqualTo(400);
    assertThat(stranger.text()).doesNotContain(started.sessionId());
    assertThat(exchanges()).isEqualTo(1);
    assertThat(installation.state(started.sessionId())).isEqualTo(SessionState.CONNECTED);
  }

  @Test
  void who_comes_back_to_our_page_from_the_provider_can_go_on_again() {
    var started = start("56");
    var window = chromium.open();
    window.visit(link(started));
    window.click(CONTINUE);
    window.arrive(provider.issuer());
    assertThat(window.back()).isEqualTo(link(started));
    window.click(CONTINUE);
    window.arrive(provider.issuer());
    window.click(ALLOW);
    window.arrive(application.callback());
    assertThat(exchanges()).isEqualTo(1);
    assertThat(installation.state(started.sessionId())).isEqualTo(SessionState.CONNECTED);
  }

  @Test
  void a_link_that_is_none_is_told_in_a_plain_page() {
    var window = chromium.open();
    assertThat(window.visit(URI.create(link(start("56")) + "x"))).isEqualTo(404);
    window.picture("error-no-such-link");
    assertThat(window.overflows()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("looks")
  void the_documentation_of_the_api_needs_nothing_from_outside(Chromium.Look look) {
    var window = chromium.open(look);
    assertThat(window.visit(installation.url().resolve("/api/docs"))).isEqualTo(200);
    assertThat(window.text()).contains("/api/v1/connected_apps/auth_url");
    window.picture("api-docs-" + name(look));
    assertThat(window.overflows()).isFalse();
    assertThat(window.complaints()).isEmpty();
    assertThat(window.requests())
        .extracting(URI::getRawAuthority)
        .containsOnly(installation.url().getRawAuthority());
  }

  @Test
  void our_page_lets_no_foreign_script_style_or_picture_in() {
    var window = chromium.open();
    window.visit(link(start("56")));
    window.evaluate(
        """
        const add = (tag, own) => document.body.append(Object.assign(document.createElement(tag), own));
        add('script', {text: 'document.title = "foreign"'});
        add('style', {textContent: 'body { display: none }'});
        add('img', {src: 'http://127.0.0.1:9/outside.png'});
        """);
    assertThat(window.complaints())
        .anyMatch(words -> words.contains("script-src"))
        .anyMatch(words -> words.contains("style-src"))
        .anyMatch(words -> words.contains("img-src"));
  }

  private ConnectedAppsAuthUrl start(String user) {
    return installation.api.getConnectedAppAuthUrl("notes", user);
  }

  private static URI link(ConnectedAppsAuthUrl started) {
    return URI.create(started.url());
  }

  private static String name(Chromium.Look look) {
    return (look.script() ? "" : "without-script-") + look.width() + (look.dark() ? "-dark" : "");
  }

  /// The callback at our side that a window was sent over.
  private URI callbackIn(Window window) {
    var redirect = Installation.redirect(installation.url(), "notes").toString();
    return window.requests().stream()
        .filter(address -> address.toString().startsWith(redirect))
        .findFirst()
        .orElseThrow();
  }

  private int exchanges() {
    return provider.ledger().tokenRequests("authorization_code").size();
  }

  private Set<String> origins() {
    return Set.of(
        installation.url().getRawAuthority(),
        provider.issuer().getRawAuthority(),
        application.callback().getRawAuthority());
  }
}
