package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Endpoint;
import dev.carabiner.sandbox.Fault;
import dev.carabiner.sandbox.RegisteredClient;
import dev.carabiner.server.app.Seams;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People who sign in at the console with the company's OpenID provider.
class CompanySignInStoryTest {
  private static final String START = "/console/sign-in/openid";
  private static final Pattern ISSUER = Pattern.compile("issuer: (\\S+)");

  private final MovableClock clock = new MovableClock();
  private House house;
  private ConsoleVisitor ada;

  @BeforeEach
  void open(@TempDir Path folder) {
    house = open(folder, "admin: [console-admins], viewer: [staff]");
    ada = visitor();
    groups("console-admins");
  }

  private House open(Path folder, String groups) {
    return House.open(
        folder,
        sandbox ->
            sandbox.withClients(
                RegisteredClient.confidential("console", "console-secret").withAnyLoopback()),
        yaml -> yaml + console(yaml, groups),
        clock,
        Seams.NONE);
  }

  private static String console(String yaml, String groups) {
    var issuer = ISSUER.matcher(yaml);
    assertThat(issuer.find()).isTrue();
    return """
    console:
      openid:
        issuer: %s
        client-id: console
        client-secret: console-secret
        name: Example SSO
        allowed-groups: {%s}
    """
        .formatted(issuer.group(1), groups);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void the_first_administrator_comes_from_the_provider_and_no_link_is_printed() {
    assertThat(house.server.consoleSetupLink()).isEmpty();
    assertThat(ada.get("/console/sign-in?then=/console/about").text())
        .contains("Sign in with Example SSO", START + "?then=%2Fconsole%2Fabout");

    var in = ada.get(callback(ada, START + "?then=/console/operators"));

    assertThat(in.status()).isEqualTo(200);
    assertThat(in.text()).contains("0; url=/console/operators");
    assertThat(in.response().headers().allValues("Set-Cookie").toString())
        .contains("carabiner-console=", "SameSite=Strict");
    assertThat(ada.get("/console/operators").text())
        .contains("Ada Lovelace", "ada@example.com", "Administrator", "at your provider");
    assertThat(ada.get("/console/profile").text()).contains("none: you sign in at");
  }

  @Test
  void what_is_asked_has_pkce_state_and_nonce_and_its_cookie_is_this_browsers() {
    var begun = ada.get(START);

    assertThat(begun.header("Location"))
        .startsWith(house.sandbox.issuer() + "/authorize?response_type=code&client_id=console&")
        .containsPattern("[?&]state=[A-Za-z0-9_-]{43}&")
        .containsPattern("[?&]nonce=[A-Za-z0-9_-]{43}&")
        .containsPattern("[?&]code_challenge=[A-Za-z0-9_-]{43}&")
        .contains("code_challenge_method=S256", "scope=openid%20profile%20email");
    assertThat(begun.header("Set-Cookie"))
        .startsWith("carabiner-openid=")
        .contains("Max-Age=600", "HttpOnly", "SameSite=Lax");
  }

  @Test
  void another_state_another_browser_and_a_late_return_are_refused() {
    var path = callback(ada, START);

    refused(ada.get(path.replaceAll("state=[^&]+", "state=" + "A".repeat(43))), 400, "in another");
    refused(visitor().get(path), 400, "begun in another browser");

    var late = callback(ada, START);
    clock.advance(Duration.ofMinutes(10));
    refused(ada.get(late), 400, "more than ten minutes ago");
    assertThat(ada.session()).isEmpty();
  }

  @Test
  void a_sign_in_is_used_once_even_by_who_kept_its_cookie() {
    var path = callback(ada, START);
    var cookie = ada.cookie("carabiner-openid");
    assertThat(ada.get(path).status()).isEqualTo(200);

    refused(ada.get(path), 400, "begun in another browser");
    ada.keep("carabiner-openid", cookie);
    refused(ada.get(path), 400, "used already");
  }

  @Test
  void an_id_token_of_another_sign_in_client_issuer_or_time_lets_nobody_in() {
    for (var wrong :
        List.<Map<String, Object>>of(
            Map.of("nonce", "another"),
            Map.of("nonce", Optional.empty()),
            Map.of("aud", "another"),
            Map.of("aud", List.of("console", "another")),
            Map.of("azp", "another"),
            Map.of("iss", "https://evil.example"),
            Map.of("exp", clock.instant().minusSeconds(61).getEpochSecond()),
            Map.of("exp", Optional.empty()),
            Map.of("sub", ""))) {
      var path = callback(ada, START);
      house.sandbox.control().claims(wrong);

      refused(ada.get(path), 400, "does not fit what was asked");
      clock.advance(Duration.ofMinutes(16));
    }
    assertThat(ada.session()).isEmpty();
  }

  @Test
  void a_callback_of_another_issuer_is_never_exchanged() {
    var path = callback(ada, START).replaceAll("iss=[^&]+", "iss=https%3A%2F%2Fevil.example");

    refused(ada.get(path), 400, "does not fit");
    assertThat(house.sandbox.ledger().tokenRequests("authorization_code")).isEmpty();
  }

  @Test
  void who_is_in_no_allowed_group_is_refused_and_who_was_is_out() {
    signIn(ada);
    groups("visitors");

    var other = visitor();
    refused(other.get(callback(other, START)), 403, "in none of the groups");

    assertThat(ada.get("/console").status()).isEqualTo(303);
    groups();
    refused(other.get(callback(other, START)), 403, "in none of the groups");
  }

  @Test
  void the_role_is_that_of_the_groups_at_every_sign_in_and_a_new_one_ends_the_old_sessions() {
    signIn(ada);
    assertThat(ada.get("/console/operators").status()).isEqualTo(200);
    groups("staff", "others");
    var again = visitor();

    signIn(again);

    assertThat(again.get("/console/operators").status()).isEqualTo(403);
    assertThat(again.get("/console/settings").status()).isEqualTo(200);
    assertThat(ada.get("/console").status()).isEqualTo(303);
    groups("staff", "console-admins");
    signIn(ada);
    assertThat(ada.get("/console/operators").text()).containsOnlyOnce("ada@example.com");
  }

  @Test
  void a_person_is_issuer_and_subject_and_never_an_address() {
    signIn(ada);
    house
        .sandbox
        .control()
        .claims(Map.of("groups", List.of("staff"), "sub", "another", "email", "ada@example.com"));

    var other = visitor();
    signIn(other);

    assertThat(other.get("/console/operators").status()).isEqualTo(403);
    assertThat(ada.get("/console/operators").text().split("ada@example.com", -1)).hasSize(3);
  }

  @Test
  void what_is_dangerous_asks_the_provider_once_more_and_takes_nobody_else() {
    signIn(ada);
    assertThat(ada.get("/console/operators/invite").status()).isEqualTo(200);
    clock.advance(Duration.ofMinutes(11));
    var asked = ada.get("/console/operators/invite");
    var page = ada.get(asked.header("Location"));
    assertThat(page.text()).contains("Sign in, once more");
    var anew = START + "?anew=1&then=/console/operators/invite";
    assertThat(ada.get(anew).header("Location")).contains("prompt=login", "max_age=0");

    house.sandbox.control().claims(claims("console-admins", "sub", "another"));
    refused(ada.get(callback(ada, anew)), 403, "as somebody else");
    house.sandbox.control().claims(claims("console-admins", "auth_time", Optional.empty()));
    refused(ada.get(callback(ada, anew)), 403, "not asked to sign in again");
    assertThat(ada.get("/console/operators/invite").status()).isEqualTo(303);
    groups("console-admins");
    var before = ada.session();
    assertThat(ada.get(callback(ada, anew)).text()).contains("url=/console/operators/invite");

    assertThat(ada.session()).isNotEqualTo(before);
    assertThat(ada.get("/console/operators/invite").status()).isEqualTo(200);
    ada.keep("carabiner-console", before);
    assertThat(ada.get("/console").status()).isEqualTo(303);
  }

  @Test
  void a_sign_in_that_says_not_when_it_was_proves_nothing_for_what_is_dangerous() {
    house.sandbox.control().claims(claims("console-admins", "auth_time", Optional.empty()));
    signIn(ada);

    assertThat(ada.get("/console/operators/invite").header("Location")).contains("/prove");
  }

  @Test
  void the_provider_decides_of_its_people_and_the_console_gives_them_no_password() {
    signIn(ada);
    var page = ada.get("/console/operators");
    var id = page.text().replaceAll("(?s).*/console/operators/([A-Za-z0-9_-]{43}).*", "$1");
    assertThat(ada.get("/console/operators/" + id).text())
        .contains("Administrator, as the groups at")
        .doesNotContain("Make password link", "Save role");

    ada.get("/console/profile");
    for (var path : List.of("/role", "/link"))
      assertThat(ada.post("/console/operators/" + id + path, Map.of("role", "viewer")).status())
          .as(path)
          .isEqualTo(409);
    assertThat(ada.get("/console/profile/password").status()).isEqualTo(409);
    assertThat(ada.post("/console/profile/password", Map.of("password", "x".repeat(20))).status())
        .isEqualTo(409);
    assertThat(ada.get("/console/profile/factor").status()).isEqualTo(409);
  }

  @Test
  void who_says_no_at_the_provider_and_a_provider_in_trouble_are_told_in_words() {
    var path = callback(ada, START).replaceAll("code=[^&]+", "error=access_denied");
    refused(ada.get(path), 403, "stopped at Example SSO");

    var other = callback(ada, START);
    house.sandbox.control().fail(Fault.at(Endpoint.TOKEN).respond(503, ""));
    refused(ada.get(other), 502, "no usable answer from Example SSO");
  }

  @Test
  void many_returns_that_lead_nowhere_wait() {
    var codes = 0;
    var status = 400;
    while (status == 400 && codes < 40) {
      var path = callback(ada, START).replaceAll("code=[^&]+", "code=guessed" + codes++);
      status = ada.get(path).status();
    }

    assertThat(status).isEqualTo(429);
    assertThat(codes).isBetween(20, 30);
  }

  @Test
  void without_a_group_for_administrators_the_link_is_printed(@TempDir Path folder) {
    try (var second = open(folder, "viewer: [staff]")) {
      assertThat(second.server.consoleSetupLink()).isPresent();
    }
  }

  @Test
  void once_the_provider_is_no_longer_in_force_its_people_are_out_and_the_link_comes_back()
      throws IOException {
    signIn(ada);
    house.server.stop();
    var yaml = Files.readString(house.folder.resolve("carabiner.yaml"));
    var server =
        House.start(house.folder, yaml.substring(0, yaml.indexOf("console:")), clock, Seams.NONE);
    try {
      assertThat(ada.get("/console").status()).isEqualTo(303);
      assertThat(ada.get("/console/sign-in").text()).doesNotContain("Example SSO");
      assertThat(server.consoleSetupLink()).isPresent();
    } finally {
      server.stop();
    }
  }

  private void signIn(ConsoleVisitor who) {
    var in = who.get(callback(who, START));
    assertThat(in.status()).as(in.text()).isEqualTo(200);
    assertThat(who.session()).isNotEmpty();
  }

  private void groups(String... names) {
    house.sandbox.control().claims(Map.of("groups", List.of(names)));
  }

  private static Map<String, Object> claims(String group, String name, Object value) {
    return Map.of("groups", List.of(group), name, value);
  }

  private static void refused(ConsoleVisitor.Page page, int status, String words) {
    assertThat(page.status()).as(page.text()).isEqualTo(status);
    assertThat(page.text()).contains("Not signed in", words);
    assertThat(page.response().headers().allValues("Set-Cookie").toString())
        .doesNotContain("carabiner-console=");
  }

  /// Goes to the provider, where consent is automatic, and gives the way back.
  private String callback(ConsoleVisitor who, String start) {
    var begun = who.get(start);
    assertThat(begun.status()).as(begun.text()).isEqualTo(303);
    try {
      var request = HttpRequest.newBuilder(URI.create(begun.header("Location"))).build();
      var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      var back = URI.create(answer.headers().firstValue("Location").orElseThrow());
      return back.getRawPath() + "?" + back.getRawQuery();
    } catch (IOException | InterruptedException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private ConsoleVisitor visitor() {
    return new ConsoleVisitor(house.server.url());
  }
}
