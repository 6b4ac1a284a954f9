package dev.carabiner.server.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.store.LargeStock;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long the console's pages take over many sessions, told on standard output:
/// `-Dstock=1000000`.
@Tag("long")
class ConsoleAtLargeStockTest {
  private static final int STOCK = Integer.getInteger("stock", 1_000_000);
  private static final int MOST_BYTES = 100_000;
  private static final int ROUNDS = 21;
  private static final String ONE = String.format("%043d", 77);
  private static final String BROKEN = String.format("%043d", 100_000);

  @Test
  void every_page_answers_within_its_budget_of_bytes(@TempDir Path folder) {
    LargeStock.lay(folder.resolve("data/carabiner.db"), "default", STOCK);
    try (var house = House.open(folder, UnaryOperator.identity(), this::withTheirApps)) {
      var lena = new ConsoleVisitor(house.server.url());
      var link = house.server.consoleSetupLink().orElseThrow().getPath();
      lena.get(link);
      lena.post(
          link,
          Map.of("name", "Lena", "login", "lena@example.com", "password", "a quite long one"));
      System.out.println("| page | bytes | median ms | slowest ms |");
      for (var page :
          new String[] {
            "/console",
            "/console/ending",
            "/console/sessions",
            "/console/sessions?state=needs_reconnect",
            "/console/sessions?state=revoked",
            "/console/sessions?app=app-3",
            "/console/sessions?by=user&q=user77",
            "/console/sessions?by=email&q=u",
            "/console/sessions/" + ONE,
            "/console/sessions/" + BROKEN,
            "/console/apps",
            "/console/apps/app-3",
            "/console/add-app",
            "/console/providers",
            "/console/clients",
            "/console/webhooks",
            "/console/operators",
            "/console/settings",
            "/console/about"
          }) told(lena, page);
    }
  }

  private static void told(ConsoleVisitor lena, String page) {
    var bytes = lena.get(page).text().getBytes(UTF_8).length;
    var millis =
        IntStream.range(0, ROUNDS)
            .mapToDouble(_ -> {
              var begun = System.nanoTime();
              assertThat(lena.get(page).status()).as(page).isEqualTo(200);
              return (System.nanoTime() - begun) / 1e6;
            })
            .toArray();
    Arrays.sort(millis);
    System.out.printf(
        "| %s | %,d | %.1f | %.1f |%n", page, bytes, millis[ROUNDS / 2], millis[ROUNDS - 1]);
    assertThat(bytes).as(page).isLessThan(MOST_BYTES);
  }

  private String withTheirApps(String yaml) {
    var all = new StringBuilder(yaml);
    for (var app = 0; app < 10; app++)
      all.append(
          """
            - key: app-%d
              name: App %d
              provider: sandbox-id
              client-id: carabiner
              client-secret: provider-secret
              scopes: [openid]
              callback-url: http://127.0.0.1:9/connected
          """
              .formatted(app, app));
    return all.toString();
  }
}
