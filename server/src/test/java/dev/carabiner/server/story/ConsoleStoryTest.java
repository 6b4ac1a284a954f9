package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.app.Seams;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People at the console, over real sockets.
class ConsoleStoryTest {
  private static final String PASSWORD = "a quite long sentence";
  private static final Pattern LINK =
      Pattern.compile("http://[^<\\s]+/console/welcome/[A-Za-z0-9_-]{43}");
  private static final Pattern OPERATOR = Pattern.compile("/console/operators/([A-Za-z0-9_-]{43})");

  private final MovableClock clock = new MovableClock();
  private House house;
  private ConsoleVisitor lena;

  @BeforeEach
  void open(@TempDir Path folder) {
    house =
        House.open(folder, UnaryOperator.identity(), UnaryOperator.identity(), clock, Seams.NONE);
    lena = visitor();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void the_first_administrator_comes_by_the_link_of_the_terminal_and_nobody_else_does() {
    var link = house.server.consoleSetupLink().orElseThrow();
    var later = house.server.consoleSetupLink().orElseThrow();

    assertThat(lena.get("/console").header("Location")).startsWith("/console/sign-in?then=");
    assertThat(lena.get("/console/welcome/" + "A".repeat(43)).status()).isEqualTo(404);
    assertThat(lena.get(link.getPath()).text()).contains("Set up the console", "Example CRM");
    var mend = lena.post(link.getPath(), first("short"));
    assertThat(mend.status()).isEqualTo(400);
    assertThat(mend.text()).contains("Use 12 characters or more.", "aria-invalid=\"true\"");
    assertThat(lena.post(link.getPath(), first(PASSWORD)).header("Location")).isEqualTo("/console");

    assertThat(lena.get("/console").text()).contains("Make a first connection", "Lena Roth");
    assertThat(visitor().get(link.getPath()).status()).isEqualTo(404);
    assertThat(visitor().post(later.getPath(), first(PASSWORD)).status()).isEqualTo(404);
    assertThat(house.server.consoleSetupLink()).isEmpty();
  }

  @Test
  void the_link_of_the_terminal_opens_for_an_hour() {
    var link = house.server.consoleSetupLink().orElseThrow();

    clock.advance(Duration.ofMinutes(61));

    assertThat(lena.post(link.getPath(), first(PASSWORD)).status()).isEqualTo(404);
  }

  @Test
  void pages_carry_the_policy_word_for_word_and_are_kept_by_nobody() {
    setUp();

    var page = lena.get("/console/settings");

    assertThat(page.header("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                + " font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none';"
                + " require-trusted-types-for 'script'");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(page.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("Strict-Transport-Security")).startsWith("max-age=");
    assertThat(page.header("Permissions-Policy")).contains("camera=()");
    assertThat(page.header("Server")).isEmpty();
    assertThat(page.text()).doesNotContain(" style=", "<style", House.SECRET, "provider-secret");
  }

  @Test
  void signing_in_gives_a_new_session_and_signing_out_ends_it() {
    setUp();
    var before = lena.session();
    lena.get("/console/profile");
    var out = lena.post("/console/sign-out", Map.of());
    assertThat(out.header("Clear-Site-Data")).contains("storage");
    assertThat(lena.session()).isEmpty();
    lena.keepSession(before);
    assertThat(lena.get("/console").status()).isEqualTo(303);

    var refused = signIn(lena, "another long sentence");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("do not go together");
    var in = signIn(lena, PASSWORD);

    assertThat(in.header("Location")).isEqualTo("/console/about");
    assertThat(in.response().headers().allValues("Set-Cookie").getFirst())
        .contains("HttpOnly", "SameSite=Strict", "Path=/");
    assertThat(lena.session()).isNotEqualTo(before);
    assertThat(lena.get("/console").status()).isEqualTo(200);
  }

  @Test
  void the_sign_in_leads_to_no_other_host() {
    setUp();

    for (var then :
        new String[] {
          "https://evil.example/console",
          "//evil.example",
          "/console/../x",
          "/console/%2e%2e/x",
          "/api"
        }) {
      var in =
          visitor()
              .post(
                  "/console/sign-in",
                  Map.of("login", "lena@example.com", "password", PASSWORD, "then", then));
      assertThat(in.header("Location")).as(then).isEqualTo("/console");
    }
  }

  @Test
  void a_session_ends_after_a_quarter_of_an_hour_without_a_request_and_after_twelve_hours_anyway() {
    setUp();
    for (var quarter = 0; quarter < 60; quarter++) {
      clock.advance(Duration.ofMinutes(11));
      assertThat(lena.get("/console/about").status()).as("visit " + quarter).isEqualTo(200);
    }
    clock.advance(Duration.ofMinutes(14));
    lena.get("/console/about");
    clock.advance(Duration.ofMinutes(14));
    lena.get("/console/about");
    clock.advance(Duration.ofMinutes(14));
    lena.get("/console/about");
    clock.advance(Duration.ofMinutes(14));
    lena.get("/console/about");
    clock.advance(Duration.ofMinutes(10));
    assertThat(lena.get("/console/about").status()).isEqualTo(303);

    signIn(lena, PASSWORD);
    clock.advance(Duration.ofMinutes(16));
    assertThat(lena.get("/console/about").header("Location")).contains("away=1");
    assertThat(lena.get("/console/sign-in?away=1").text()).contains("You were away for 15 minutes");
  }

  @Test
  void a_form_from_elsewhere_changes_nothing() {
    setUp();
    lena.get("/console/profile");

    assertThat(
            lena.postFrom("cross-site", "/console/profile/scheme", Map.of("scheme", "dark"))
                .status())
        .isEqualTo(403);
    assertThat(
            lena.post("/console/profile/scheme", Map.of("scheme", "dark", "csrf", "guessed"))
                .status())
        .isEqualTo(403);
    assertThat(lena.postFrom("cross-site", "/console/sign-in", first(PASSWORD)).status())
        .isEqualTo(403);

    assertThat(lena.post("/console/profile/scheme", Map.of("scheme", "dark")).status())
        .isEqualTo(303);
    assertThat(lena.get("/console").text()).contains("data-scheme=\"dark\"");
  }

  @Test
  void who_guesses_waits_and_others_from_elsewhere_do_not_matter() {
    setUp();
    var guesser = visitor();
    var tries = 0;
    while (signIn(guesser, "guess number " + tries).status() == 400) tries++;
    // on a slow machine the first waits are over before the next guess comes
    assertThat(tries).isBetween(5, 12);

    var waiting = signIn(guesser, PASSWORD);
    assertThat(waiting.status()).isEqualTo(429);
    assertThat(waiting.text()).contains("Try again in");

    clock.advance(Duration.ofMinutes(15));
    assertThat(signIn(guesser, PASSWORD).status()).isEqualTo(303);
  }

  @Test
  void who_is_invited_may_do_what_the_role_says_and_no_more() {
    setUp();
    var sam = invite("Sam", "sam@example.com", "viewer");

    assertThat(sam.get("/console/settings").status()).isEqualTo(200);
    assertThat(sam.get("/console").text()).doesNotContain("Operators</a>", "Open the connect page");
    assertThat(sam.get("/console/operators").status()).isEqualTo(403);
    assertThat(sam.post("/console/start", Map.of()).status()).isEqualTo(403);
    assertThat(sam.get("/console/nothing/here").status()).isEqualTo(404);
  }

  @Test
  void the_last_administrator_stays_and_a_new_role_ends_the_sessions_with_the_old_one() {
    setUp();
    var sam = invite("Sam", "sam@example.com", "admin");
    var ids =
        OPERATOR
            .matcher(lena.get("/console/operators").text())
            .results()
            .map(found -> found.group(1))
            .distinct()
            .toList();
    assertThat(ids).hasSize(2);

    for (var id : ids) lena.post("/console/operators/" + id + "/role", Map.of("role", "viewer"));
    lena.get("/console/profile");

    assertThat(signIn(visitor(), PASSWORD).status()).isEqualTo(303);
    var left = sam.get("/console/operators").status() == 200 ? sam : lena;
    signIn(left, PASSWORD);
    assertThat(left.get("/console").status()).isEqualTo(200);
  }

  @Test
  void what_is_dangerous_asks_for_the_password_after_ten_minutes() {
    setUp();
    assertThat(lena.get("/console/profile/password").status()).isEqualTo(200);
    clock.advance(Duration.ofMinutes(11));

    var asked = lena.get("/console/profile/password");
    assertThat(asked.header("Location"))
        .isEqualTo("/console/prove?then=%2Fconsole%2Fprofile%2Fpassword");
    var before = lena.session();
    lena.get(asked.header("Location"));
    assertThat(lena.post("/console/prove", Map.of("password", "not the password")).status())
        .isEqualTo(400);
    var proven =
        lena.post(
            "/console/prove", Map.of("password", PASSWORD, "then", "/console/profile/password"));

    assertThat(proven.header("Location")).isEqualTo("/console/profile/password");
    assertThat(lena.session()).isNotEqualTo(before);
    assertThat(lena.get("/console/profile/password").status()).isEqualTo(200);
    assertThat(
            lena.post("/console/profile/password", Map.of("password", "another long sentence"))
                .status())
        .isEqualTo(303);
    assertThat(signIn(visitor(), "another long sentence").status()).isEqualTo(303);
  }

  @Test
  void whatever_people_are_called_is_text() {
    var link = house.server.consoleSetupLink().orElseThrow();
    lena.get(link.getPath());
    lena.post(
        link.getPath(),
        Map.of(
            "name",
            "<script>alert(1)</script>",
            "login",
            "\"><b>@example.com",
            "password",
            PASSWORD));

    assertThat(lena.get("/console/operators").text())
        .contains("&lt;script&gt;")
        .doesNotContain("<script>alert", "\"><b>@");
  }

  private ConsoleVisitor invite(String name, String login, String role) {
    lena.get("/console/operators/invite");
    var page =
        lena.post("/console/operators/invite", Map.of("name", name, "login", login, "role", role));
    var link = LINK.matcher(page.text());
    assertThat(link.find()).as(page.text()).isTrue();
    var path = URI.create(link.group()).getPath();
    var invited = visitor();
    assertThat(invited.get(path).text()).contains("Hello, " + name);
    assertThat(invited.post(path, Map.of("password", PASSWORD)).status()).isEqualTo(303);
    invited.get("/console/profile");
    return invited;
  }

  private void setUp() {
    var link = house.server.consoleSetupLink().orElseThrow();
    lena.get(link.getPath());
    assertThat(lena.post(link.getPath(), first(PASSWORD)).status()).isEqualTo(303);
  }

  private ConsoleVisitor.Page signIn(ConsoleVisitor who, String password) {
    return who.post(
        "/console/sign-in",
        Map.of("login", "Lena@example.com ", "password", password, "then", "/console/about"));
  }

  private static Map<String, String> first(String password) {
    return Map.of("name", "Lena Roth", "login", "lena@example.com", "password", password);
  }

  private ConsoleVisitor visitor() {
    return new ConsoleVisitor(house.server.url());
  }
}
