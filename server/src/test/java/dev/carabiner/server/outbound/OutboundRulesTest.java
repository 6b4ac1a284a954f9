package dev.carabiner.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutboundRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "*",
        "*:443",
        "*.example.com:443",
        "all",
        "off",
        "true",
        "localhost",
        "127.0.0.1",
        "[::1]",
        "::1",
        "::1:9400",
        "example.com",
        "example.com:",
        ":9400",
        "example.com:0",
        "example.com:65536",
        "example.com:99999",
        "example.com:-1",
        "example.com:+80",
        "example.com:080",
        "example.com:http",
        " example.com:80",
        "example.com:80 ",
        "example.com :80",
        "http://example.com:80",
        "https://127.0.0.1:9400",
        "user@example.com:80",
        "example.com.:80",
        "ex_ample.com:80",
        "127.1:80",
        "0177.0.0.1:80",
        "2130706433:80",
        "[::1%25lo]:80",
        "[::ffff:127.0.0.1]:80",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/08",
        "10.0.0.0/8.0",
        "10.0.0.1/8",
        "10/8",
        "10.0.0.0/8/8",
        "0.0.0.0/0",
        "::/0",
        "fd00::/129",
        "fd00::1/8",
        "[fd00::]/8",
        "example.com/24",
        "10.0.0.0/255.0.0.0",
        "::ffff:10.0.0.0/104",
        "10.0.0.0-10.0.0.9",
        "127.0.0.1:9400,127.0.0.1:9401"
      })
  void an_entry_that_cannot_be_read_is_an_error_that_names_it(String entry) {
    assertThatThrownBy(() -> OutboundRules.parse(List.of("127.0.0.1:9400", entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("\"" + entry + "\": ")
        .hasMessageContaining("; allowed: host:port");
  }

  @Test
  void an_exception_covers_its_own_spelling_and_port_only() {
    var rules =
        OutboundRules.parse(
            List.of("127.0.0.1:9400", "[::1]:9401", "localhost:9402", "IDP.Example:8443"));

    for (var allowed :
        List.of(
            "http://127.0.0.1:9400/",
            "https://127.0.0.1:9400/",
            "http://[::1]:9401",
            "http://LOCALHOST:9402/x",
            "https://idp.example:8443/")) {
      assertThat(rules.warning(URI.create(allowed))).as(allowed).isEmpty();
    }
    for (var forbidden :
        List.of(
            "http://127.0.0.1:9401/",
            "http://127.0.0.1/",
            "http://localhost:9400/",
            "http://[::1]:9400/",
            "http://[0:0:0:0:0:0:0:1]:9401/",
            "http://127.0.0.1:9402/",
            "https://idp.example:8444/")) {
      assertThat(rules.warning(URI.create(forbidden))).as(forbidden).isPresent();
    }
  }

  @Test
  void a_network_covers_its_addresses_on_any_port_and_no_other() {
    var rules = OutboundRules.parse(List.of("10.1.0.0/16", "fd12:3456::/32", "192.0.2.7/32"));

    for (var allowed :
        List.of(
            "http://10.1.2.3:8080/",
            "https://10.1.255.255/",
            "http://[fd12:3456::1]:80/",
            "https://192.0.2.7/")) {
      assertThat(rules.warning(URI.create(allowed))).as(allowed).isEmpty();
    }
    for (var forbidden :
        List.of(
            "http://10.2.0.0/",
            "https://10.0.255.255/",
            "http://[fd12:3457::1]/",
            "https://192.0.2.8/",
            "http://93.184.215.14/")) {
      assertThat(rules.warning(URI.create(forbidden))).as(forbidden).isPresent();
    }
  }

  @Test
  void plain_http_to_a_name_needs_every_address_inside_an_allowed_network() throws Refused {
    var rules = OutboundRules.parse(List.of("10.1.0.0/16"));
    var target = Target.of(URI.create("http://git.corp.example:3000/"));

    assertThat(rules.objection(target)).isEmpty();
    assertThat(rules.objection(target, InetAddress.ofLiteral("10.1.9.9"))).isEmpty();
    assertThat(rules.objection(target, InetAddress.ofLiteral("93.184.215.14")))
        .contains("http is refused, only https is allowed");
  }

  @Test
  void a_warning_names_the_reason_and_the_way_out() {
    assertThat(OutboundRules.STRICT.warning(URI.create("https://192.168.1.5/token")))
        .contains(
            "192.168.1.5, which is refused (private use); if it is meant, put 192.168.1.5:443 into outbound.allow");
    assertThat(OutboundRules.STRICT.warning(URI.create("http://localhost:9400")))
        .get()
        .asString()
        .contains("http is refused")
        .contains("put localhost:9400 into");
    assertThat(OutboundRules.STRICT.warning(URI.create("https://localhost/")))
        .get()
        .asString()
        .contains("leads to 127.0.0.1")
        .contains("put localhost:443 into");
    assertThat(OutboundRules.STRICT.warning(URI.create("https://a:b@example.com/")))
        .contains("the address carries user information");
  }
}
