package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.oauth.LocalProvider.Page;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.providers.ClientAuthentication;
import dev.carabiner.server.providers.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {
  private static final String OAUTH = "/.well-known/oauth-authorization-server";
  private static final String OPENID = "/.well-known/openid-configuration";
  private static final String GOOD =
      """
      {"issuer":"%s","authorization_endpoint":"%s/a","token_endpoint":"%s/t","revocation_endpoint":"%s/r",
       "token_endpoint_auth_methods_supported":["client_secret_post","client_secret_basic"],
       "code_challenge_methods_supported":["plain","S256"],"authorization_response_iss_parameter_supported":true}
      """;

  private final AtomicReference<Instant> now = new AtomicReference<>(TestProviders.NOW);
  private LocalProvider local;
  private Discovery discovery;

  @BeforeEach
  void start() throws IOException {
    local = new LocalProvider();
    discovery = new Discovery(local, now::get);
  }

  @AfterEach
  void stop() {
    local.close();
  }

  @Test
  void metadata_is_read_and_kept_for_an_hour() {
    local.pages.put(OAUTH, new Page(200, GOOD));

    var metadata = found(discovery.of(local.url));

    assertThat(metadata.endpoints())
        .containsEntry(Endpoint.TOKEN, URI.create(local.url + "/t"))
        .hasSize(3);
    assertThat(metadata.clientAuthentication()).isEqualTo(ClientAuthentication.CLIENT_SECRET_BASIC);
    assertThat(metadata.pkce()).isTrue();
    assertThat(metadata.issuerInCallback()).isTrue();
    pass(Duration.ofMinutes(59));
    assertThat(found(discovery.of(local.url))).isEqualTo(metadata);
    assertThat(local.asked).containsExactly("GET " + OAUTH);
    pass(Duration.ofMinutes(2));
    assertThat(found(discovery.of(local.url))).isEqualTo(metadata);
    assertThat(local.asked).hasSize(2);
  }

  @Test
  void an_issuer_with_a_path_is_looked_for_in_three_places_in_order() {
    local.pages.put(
        "/tenant" + OPENID, new Page(200, GOOD.replace("\"%s\",\"auth", "\"%s/tenant\",\"auth")));

    assertThat(found(discovery.of(local.url + "/tenant")).issuer())
        .isEqualTo(local.url + "/tenant");
    assertThat(local.asked)
        .containsExactly(
            "GET " + OAUTH + "/tenant", "GET " + OPENID + "/tenant", "GET /tenant" + OPENID);
  }

  @Test
  void a_trailing_slash_of_the_issuer_is_dropped_from_the_address_and_kept_in_the_comparison() {
    local.pages.put(OAUTH, new Page(200, GOOD));

    assertThat(discovery.of(local.url + "/")).isInstanceOf(Discovered.Unusable.class);
    assertThat(local.asked).containsExactly("GET " + OAUTH, "GET " + OPENID);
  }

  @Test
  void metadata_of_another_issuer_is_not_used_and_the_next_place_is_tried() {
    local.pages.put(
        OAUTH,
        new Page(200, GOOD.replace("\"issuer\":\"%s\"", "\"issuer\":\"https://evil.example\"")));
    assertThat(discovery.of(local.url))
        .isInstanceOfSatisfying(
            Discovered.Unusable.class,
            unusable ->
                assertThat(unusable.why())
                    .contains("names another issuer than " + local.url)
                    .doesNotContain("evil"));

    local.pages.put(OPENID, new Page(200, GOOD));
    pass(Duration.ofSeconds(6));
    assertThat(found(discovery.of(local.url)).issuer()).isEqualTo(local.url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "{}",
        "[]",
        "{\"issuer\":17}",
        "{\"issuer\":[\"%s\"]}",
        "{\"issuer\":\"%s\",\"issuer\":\"%s\"}"
      })
  void what_is_no_metadata_is_unusable(String body) {
    local.pages.put(OAUTH, new Page(200, body));

    assertThat(discovery.of(local.url)).isInstanceOf(Discovered.Unusable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://acme.example",
        "acme.example",
        "https://",
        "https://acme.example?x=1",
        "https://acme.example/#x",
        "https://u@acme.example",
        "javascript:alert(1)",
        ""
      })
  void what_is_no_issuer_is_unusable_and_nothing_is_asked(String issuer) {
    assertThat(new Discovery(TestProviders.NO_NETWORK, now::get).of(issuer))
        .isInstanceOf(Discovered.Unusable.class);
  }

  @Test
  void a_failure_is_forgotten_after_five_seconds() {
    local.pages.put(OAUTH, new Page(500, ""));
    local.pages.put(OPENID, new Page(429, ""));
    assertThat(discovery.of(local.url)).isInstanceOf(Discovered.Unreachable.class);
    local.pages.put(OAUTH, new Page(200, GOOD));
    pass(Duration.ofSeconds(4));
    assertThat(discovery.of(local.url)).isInstanceOf(Discovered.Unreachable.class);
    assertThat(local.asked).hasSize(2);
    pass(Duration.ofSeconds(1));
    assertThat(discovery.of(local.url)).isInstanceOf(Discovered.Found.class);
  }

  @Test
  void metadata_that_was_good_stands_in_for_a_day_while_nobody_answers() {
    local.pages.put(OAUTH, new Page(200, GOOD));
    discovery.of(local.url);
    local.pages.put(OAUTH, new Page(503, ""));
    pass(Duration.ofHours(2));
    assertThat(discovery.of(local.url)).isInstanceOf(Discovered.Found.class);
    pass(Duration.ofHours(23));
    assertThat(discovery.of(local.url)).isInstanceOf(Discovered.Unreachable.class);
  }

  @Test
  void of_many_askers_at_once_one_fetches() throws Exception {
    var fetches = new AtomicInteger();
    var fetching = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    local.pages.put(OAUTH, new Page(200, GOOD));
    var slow =
        new Discovery(
            (request, go) -> {
              fetches.incrementAndGet();
              fetching.countDown();
              try {
                goOn.await();
              } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return new OutboundAnswer.NoAnswer("stopped");
              }
              return local.send(request, go);
            },
            now::get);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Discovered> ask = () -> slow.of(local.url);
      var answers = IntStream.range(0, 50).mapToObj(_ -> threads.submit(ask)).toList();
      fetching.await();
      goOn.countDown();
      for (var answer : answers) assertThat(answer.get()).isInstanceOf(Discovered.Found.class);
    }
    assertThat(fetches).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"client_secret_basic\",\"none\"] | CLIENT_SECRET_BASIC",
        "[\"private_key_jwt\",\"client_secret_post\"] | CLIENT_SECRET_POST",
        "[\"none\"] | NONE",
        "[] | CLIENT_SECRET_BASIC",
        "null | CLIENT_SECRET_BASIC",
        "[\"private_key_jwt\"] | CLIENT_SECRET_BASIC",
        "17 | CLIENT_SECRET_BASIC"
      })
  void of_the_client_authentications_basic_comes_first(
      String offered, ClientAuthentication chosen) {
    local.pages.put(
        OAUTH,
        new Page(
            200, "{\"issuer\":\"%s\",\"token_endpoint_auth_methods_supported\":" + offered + "}"));

    assertThat(found(discovery.of(local.url)).clientAuthentication()).isEqualTo(chosen);
  }

  @Test
  void endpoints_that_are_no_plain_addresses_are_left_out() {
    local.pages.put(
        OAUTH,
        new Page(
            200,
            "{\"issuer\":\"%s\",\"authorization_endpoint\":\"javascript:alert(1)\",\"token_endpoint\":\"https://a.example/t#x\",\"revocation_endpoint\":[1]}"));

    assertThat(found(discovery.of(local.url)).endpoints()).isEmpty();
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private static Metadata found(Discovered discovered) {
    assertThat(discovered).isInstanceOf(Discovered.Found.class);
    return ((Discovered.Found) discovered).metadata();
  }
}
