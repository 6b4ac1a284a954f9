package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Rotation;
import dev.carabiner.sandbox.Selection;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People look at sessions in the console, see why they do not work, and mend them.
class ConsoleSessionsStoryTest {
  private static final String PASSWORD = "a quite long sentence";
  private static final String LIST = "/console/sessions";
  private static final Pattern WELCOME =
      Pattern.compile("http://[^<\\s]+/console/welcome/[A-Za-z0-9_-]{43}");
  private static final Pattern LINK =
      Pattern.compile("http://[^<\\s]+(/connected_apps/start/[A-Za-z0-9_-]{43})");

  private Scene scene;
  private ConsoleVisitor lena;

  @BeforeEach
  void open(@TempDir Path folder) {
    scene = new Scene(folder, Rotation.strict(), "strict");
    lena = visitor();
    var link = scene.house.server.consoleSetupLink().orElseThrow();
    lena.get(link.getPath());
    lena.post(
        link.getPath(),
        Map.of("name", "Lena Roth", "login", "lena@example.com", "password", PASSWORD));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private ConsoleVisitor visitor() {
    return new ConsoleVisitor(scene.house.server.url());
  }

  /// Somebody of that role.
  private ConsoleVisitor invited(String role) {
    lena.get("/console/operators/invite");
    var page =
        lena.post(
            "/console/operators/invite",
            Map.of("name", role, "login", role + "@example.com", "role", role));
    var found = WELCOME.matcher(page.text());
    assertThat(found.find()).isTrue();
    var path = URI.create(found.group()).getPath();
    var other = visitor();
    other.get(path);
    other.post(path, Map.of("password", PASSWORD));
    return other;
  }

  /// After so long a jump of the clock everybody is signed out.
  private void signIn() {
    lena.post("/console/sign-in", Map.of("login", "lena@example.com", "password", PASSWORD));
  }

  private static String one(String session) {
    return LIST + "/" + session;
  }

  @Test
  void a_withdrawn_grant_says_so_and_its_reconnect_link_mends_it() {
    var session = scene.house.connect("81");
    var first = scene.token(session);
    assertThat(lena.get(one(session)).text()).contains("This connection works.", "Refresh now");
    scene.house.sandbox.control().withdraw(Selection.all());
    scene.jumpPastTheEnd();
    assertThat(scene.house.read(session).code()).isEqualTo("RECONNECT_REQUIRED");
    signIn();
    Eventually.holds(
        () -> lena.get(one(session)).text().contains("Renewal: Sandbox says the grant is over"));

    var broken = lena.get(one(session));
    assertThat(broken.text())
        .contains(
            "This connection does not work: Sandbox says the grant is no longer valid.",
            "Usually the person removed access",
            "invalid_grant",
            "sealed, #1",
            "Make reconnect link")
        .doesNotContain(first, "provider-secret", "Refresh now");

    var made = lena.post(one(session) + "/reconnect", Map.of());
    var page = lena.get(made.header("Location"));
    var link = LINK.matcher(page.text());
    assertThat(link.find()).isTrue();
    new Browser().connect(link.group());

    assertThat(scene.works(session)).isTrue();
    assertThat(lena.get(one(session)).text()).contains("This connection works.");
  }

  @Test
  void a_person_renews_and_revokes() {
    var session = scene.house.connect("82");
    var first = scene.token(session);

    lena.get(one(session));
    assertThat(lena.post(one(session) + "/refresh", Map.of()).status()).isEqualTo(303);
    assertThat(lena.get(one(session)).text()).contains("Renewed. The new token is handed out");
    assertThat(scene.token(session)).isNotEqualTo(first);

    assertThat(lena.get(one(session) + "/revoke").text())
        .contains("Revoke", "Keep it", "It cannot be undone");
    lena.post(one(session) + "/revoke", Map.of());
    assertThat(lena.get(one(session)).text()).contains("This connection was revoked.");
    assertThat(scene.house.read(session).code()).isEqualTo("INVALID_SESSION");
  }

  @Test
  void whoever_only_looks_changes_nothing() {
    var session = scene.house.connect("83");
    var viewer = invited("viewer");

    assertThat(viewer.get(one(session)).text())
        .contains("This connection works.")
        .doesNotContain("Refresh now", "Make reconnect link", "Revoke…");
    for (var act : new String[] {"/refresh", "/reconnect", "/revoke"})
      assertThat(viewer.post(one(session) + act, Map.of()).status()).as(act).isEqualTo(403);
    assertThat(lena.postFrom("cross-site", one(session) + "/refresh", Map.of()).status())
        .isEqualTo(403);
    assertThat(visitor().get(one(session)).status()).isEqualTo(303);
    assertThat(scene.works(session)).isTrue();
    assertThat(lena.get(one("A".repeat(43))).status()).isEqualTo(404);
    assertThat(lena.get(one("..")).status()).isNotEqualTo(500);
  }

  @Test
  void the_list_is_searched_and_what_needs_somebody_stands_first() {
    var broken = scene.house.connect("84");
    scene.house.sandbox.control().withdraw(Selection.all());
    scene.jumpPastTheEnd();
    scene.house.read(broken);
    signIn();
    var fine = scene.house.connect("85");

    var all = lena.get(LIST).text();
    assertThat(all.indexOf(broken)).isPositive().isLessThan(all.indexOf(fine));
    assertThat(all).contains("Needs reconnect", "grant withdrawn", "Connected");
    assertThat(all.length()).isLessThan(60_000);
    assertThat(lena.get(LIST + "?state=connected").text()).contains(fine).doesNotContain(broken);
    assertThat(lena.get(LIST + "?by=user&q=84").text()).contains(broken).doesNotContain(fine);
    assertThat(lena.get(LIST + "?by=email&q=ADA%40").text()).contains("Ada Lovelace");
    assertThat(lena.get(LIST + "?by=user&q=%3Cscript%3E").text())
        .contains("No session matches.", "Clear filters")
        .doesNotContain("<script>");
    assertThat(lena.get(LIST + "?app=bound").text()).contains("No session matches.");
    assertThat(lena.get(LIST + "?after=nonsense&workspace=nowhere").status()).isEqualTo(200);
  }
}
