package dev.carabiner.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.compat.Chromium.Look;
import dev.carabiner.compat.cluster.Visitor;
import dev.carabiner.sandbox.Account;
import dev.carabiner.sandbox.RegisteredClient;
import dev.carabiner.sandbox.Sandbox;
import dev.carabiner.sandbox.SandboxSettings;
import dev.carabiner.server.base.Json;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever text is stored, no page takes it for markup. The browser is told to leave the pages'
/// policies aside, so that nothing but the pages themselves can hold it back.
@Tag("real")
class MarkupBrowserTest {
  /// So many texts at a time, since a workspace has at most a hundred clients.
  private static final int AT_ONCE = 50;

  private static final int EVERY = 67;
  private static final String FOREIGN =
      """
      [typeof pwned !== 'undefined' ? 'a script ran' : '',
       ...[...document.querySelectorAll('*')].flatMap(one => [...one.attributes]
         .filter(a => /^on|hx-on/.test(a.name) || /^\\s*java\\s*script:/i.test(a.value)
           && /href|src|action|data/.test(a.name))
         .map(a => one.outerHTML)),
       ...[...document.querySelectorAll('script')].filter(s => !(s.src || '').startsWith(origin)).map(s => s.outerHTML)]
      .filter(found => found).join()
      """;
  private static final String LINKS =
      "[...document.querySelectorAll('a[href]')].map(a => a.href.split('#')[0]).filter(a => a.startsWith(origin + '/console'))";

  private static Chromium chromium;
  @TempDir Path folder;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  @Test
  void there_are_two_hundred_and_a_page_that_took_one_for_markup_would_be_found_out() {
    try (var provider = Sandbox.start(SandboxSettings.defaults())) {
      var window = chromium.open(Look.WITHOUT_POLICY);
      window.visit(provider.issuer());
      assertThat(Payloads.all()).hasSize(200).doesNotHaveDuplicates();
      assertThat(Payloads.all().stream().filter(each -> isFoundOut(window, each)))
          .hasSizeGreaterThan(180);
    }
  }

  private static boolean isFoundOut(Window window, String payload) {
    var text = Json.write(Json.array().add(payload)) + "[0]";
    window.evaluate(
        "{ document.body.innerHTML = '<b title=\"' + %s + '\"></b>' + %s }".formatted(text, text));
    return !foreign(window).isEmpty();
  }

  @Test
  void stored_texts_stay_texts_on_every_page() {
    everywhere(
        IntStream.range(0, Payloads.all().size())
            .filter(number -> number % EVERY == 0)
            .mapToObj(Payloads.all()::get)
            .toList());
  }

  @Test
  @Tag("long")
  void each_of_the_two_hundred_stays_a_text_on_every_page() {
    everywhere(Payloads.all());
  }

  private void everywhere(List<String> payloads) {
    var url = Loopback.free("localhost");
    var known =
        RegisteredClient.confidential(
            "carabiner", "provider-secret", Installation.redirect(url, "notes").toString());
    var accounts =
        payloads.stream().map(each -> new Account(each, each, each)).toArray(Account[]::new);
    var settings = SandboxSettings.defaults().withClients(known).withAccounts(accounts);
    try (var provider = Sandbox.start(settings.withAutomaticConsent(true));
        var installation =
            Installation.start(
                folder,
                url,
                provider.issuer(),
                """
                - key: notes
                  name: Notes
                  provider: outside
                  client-id: carabiner
                  client-secret: provider-secret
                  scopes: [openid, profile, email, offline_access]
                  callback-url: http://127.0.0.1:9/connected
                """)) {
      var window = chromium.open(Look.WITHOUT_POLICY);
      ConsoleOperator.setUp(window, installation);
      for (var from = 0; from < payloads.size(); from += AT_ONCE) {
        var some = payloads.subList(from, Math.min(payloads.size(), from + AT_ONCE));
        var stored = new StoredTexts(installation, from).store(some);
        stored.starts().forEach(start -> look(window, start));
        for (var i = 0; i < some.size(); i++)
          new Visitor().connect(stored.starts().get(i), BackEnd.encoded(some.get(i)));
        crawl(window, url);
        stored.remove();
      }
    }
  }

  /// Every page of the console that a link leads to, the catalogue's own entries apart.
  private static void crawl(Window window, URI url) {
    Set<String> seen = new HashSet<>();
    var open = new ArrayDeque<>(List.of(url + "/console", url + "/console/menu"));
    while (!open.isEmpty()) {
      var page = open.remove();
      if (!seen.add(page) || isOfTheCatalogue(URI.create(page).getPath())) continue;
      look(window, URI.create(page));
      window.evaluate(LINKS).valueStream().forEach(link -> open.add(link.asString()));
    }
    assertThat(seen).as("pages").hasSizeGreaterThan(AT_ONCE);
  }

  private static boolean isOfTheCatalogue(String path) {
    var isEntry = path.startsWith("/console/providers/") || path.startsWith("/console/add-app/");
    return isEntry && !path.contains(StoredTexts.MADE);
  }

  private static void look(Window window, URI page) {
    assertThat(window.visit(page)).as(page.toString()).isLessThan(500);
    assertThat(foreign(window)).as(page.toString()).isEmpty();
  }

  private static String foreign(Window window) {
    return window.evaluate(FOREIGN).asString();
  }
}
