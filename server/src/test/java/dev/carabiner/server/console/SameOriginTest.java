package dev.carabiner.server.console;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.RequestHeaders;
import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameOriginTest {
  @ParameterizedTest
  @CsvSource({
    "https://crm.example, same-origin, https://crm.example",
    "https://crm.example, same-origin, null",
    "https://crm.example, same-origin, ''",
    "http://crm.example, '', http://crm.example",
    "http://127.0.0.1:8080, same-origin, http://localhost:8080"
  })
  void our_own_pages_are_let_through(String url, String site, String origin) {
    assertThatCode(() -> check(url, site, origin)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "https://crm.example, '', https://crm.example",
    "https://crm.example, '', ''",
    "https://crm.example, cross-site, https://crm.example",
    "https://crm.example, same-site, null",
    "https://crm.example, none, null",
    "https://crm.example, same-origin, https://evil.example",
    "http://crm.example, '', ''",
    "http://crm.example, '', http://evil.example",
    "http://127.0.0.1:8080, same-origin, http://localhost:9999",
    "https://crm.example, same-origin, http://localhost:8080"
  })
  void others_and_whoever_says_nothing_are_refused(String url, String site, String origin) {
    assertThatThrownBy(() -> check(url, site, origin)).isInstanceOf(Problem.class);
  }

  private static void check(String url, String site, String origin) {
    var headers = RequestHeaders.none().with("Host", "localhost:8080");
    if (!site.isEmpty()) headers = headers.with("Sec-Fetch-Site", site);
    if (!origin.isEmpty()) headers = headers.with("Origin", origin);
    var request =
        new Request(
            "POST",
            Request.Target.of("/console/sign-in"),
            headers,
            new byte[0],
            new Request.Origin("ABCDEFGH", InetAddress.getLoopbackAddress()));
    new SameOrigin(new Surface("CRM", URI.create(url))).check(request);
  }
}
