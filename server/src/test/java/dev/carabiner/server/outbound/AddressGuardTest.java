package dev.carabiner.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.outbound.OutboundAnswer.NotSent;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressGuardTest {
  static Stream<String> forbiddenAddresses() {
    return """
    0.0.0.0 0.0.0.1 0.255.255.255 10.0.0.0 10.0.0.1 10.255.255.255 100.64.0.0 100.64.0.1 100.100.100.200 100.127.255.255
    127.0.0.0 127.0.0.1 127.0.0.53 127.0.1.1 127.1.2.3 127.255.255.255 169.254.0.0 169.254.169.254 169.254.170.2 169.254.255.255
    172.16.0.0 172.16.0.1 172.17.0.1 172.31.255.255 192.0.0.0 192.0.0.8 192.0.0.170 192.0.0.192 192.0.0.255 192.0.2.1 192.0.2.255
    192.88.99.0 192.88.99.1 192.168.0.0 192.168.0.1 192.168.1.1 192.168.255.255 198.18.0.0 198.18.0.1 198.19.255.255 198.51.100.0
    198.51.100.9 203.0.113.0 203.0.113.255 224.0.0.0 224.0.0.1 239.255.255.250 239.255.255.255 240.0.0.0 250.1.2.3 255.255.255.255
    [::] [::1] [0:0:0:0:0:0:0:1] [::2] [::7f00:1] [::10.0.0.1] [::127.0.0.1] [::a9fe:a9fe] [::ffff:0:0.0.0.0] [::ffff:0:127.0.0.1]
    [64:ff9b::] [64:ff9b::127.0.0.1] [64:ff9b::a00:1] [64:ff9b::5db8:d70e] [64:ff9b:1::1] [64:ff9b:1:ffff::10.0.0.1] [100::] [100::1]
    [1::1] [400::1] [1fff:ffff::1] [2001::] [2001::1] [2001:0:4136:e378:8000:63bf:3fff:fdd2] [2001:2::1] [2001:10::1] [2001:20::1]
    [2001:1ff:ffff::1] [2001:db8::] [2001:db8::1] [2001:db8:ffff::1] [2002::] [2002:7f00:1::] [2002:a00:1::1] [2002:c0a8:101::1] [2002:ffff::1]
    [3fff::] [3fff::1] [3fff:fff:ffff::1] [4000::1] [5f00::] [5f00::1] [6000::1] [8000::1] [c000::1] [e000::1] [fc00::] [fc00::1] [fd00::1]
    [fd00:ec2::254] [fdff:ffff::1] [fe00::1] [fe80::] [fe80::1] [fe80::a9fe:a9fe] [febf:ffff::1] [fec0::] [fec0::1] [feff::1] [ff00::]
    [ff01::1] [ff02::1] [ff02::fb] [ff05::2] [ffff::1] [ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]
    """
        .lines()
        .flatMap(line -> Stream.of(line.strip().split(" ")));
  }

  @ParameterizedTest
  @MethodSource("forbiddenAddresses")
  void a_forbidden_address_is_refused_as_a_host_and_behind_a_name(String address) {
    assertRefused("https://" + address + "/");
    var resolved = InetAddress.ofLiteral(address.replaceAll("[\\[\\]]", ""));
    try (var outbound = new Outbound(OutboundRules.STRICT, host -> List.of(resolved))) {
      assertThat(
              ((NotSent) outbound.send(get(URI.create("https://name.example/")), BeforeSending.GO))
                  .guard())
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[::ffff:8.8.8.8]/",
        "https://[0:0:0:0:0:ffff:a00:1]/",
        "https://[::FFFF:10.0.0.1]/",
        "https://[fe80::1%25eth0]/",
        "https://[fe80::1%eth0]/",
        "https://[::1%251]/",
        "https://2130706433/",
        "https://017700000001/",
        "https://0x7f000001/",
        "https://0x7f.1/",
        "https://127.1/",
        "https://127.0.1/",
        "https://0177.0.0.1/",
        "https://127.0.0.01/",
        "https://127.0.0.1./",
        "https://0x7f.0.0.1/",
        "https://0/",
        "https://0.0/",
        "https://256.256.256.256/",
        "https://1.2.3.4.5/",
        "https://example.123/",
        "https://example.0x7f/",
        "https://1.1.1/",
        "https://localhost./",
        "https://example.com./",
        "https://example..com/",
        "https://.example.com/",
        "https://-example.com/",
        "https://example-.com/",
        "https://ex_ample.com/",
        "https://%6c%6f%63alhost/",
        "https://127%2e0%2e0%2e1/",
        "https://user@example.com/",
        "https://user:pass@example.com/",
        "https://@example.com/",
        "https://example.com@127.0.0.1/",
        "https://example.com/#top",
        "https://example.com/#",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://example.com:99999/",
        "https://example.com:80/",
        "https://example.com:8443/",
        "https://example.com:22/",
        "http://example.com/",
        "HTTP://example.com/",
        "http://example.com:443/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "jar:https://example.com/",
        "mailto:a@example.com",
        "//example.com/",
        "/path",
        "https:/path",
        "https:example.com",
        "https:///path",
        "data:text/html,hi",
        "https://ex\u00e4mple.com/",
        "https://example\u3002com/",
        "https://\u2460\u2461\u2466.0.0.1/",
        "https://\uff11\uff12\uff17.0.0.1/",
        "https://example.com/\u00e9",
        "https://\u017focalhost/",
        "https://1.0.0.127.in-addr.arpa./"
      })
  void a_spelling_out_of_the_plain_is_refused(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException noUri) {
      assertThat(noUri)
          .as("what is no URI never gets as far as a request")
          .hasMessageContaining(text);
      return;
    }
    var lookUps = new AtomicInteger();
    try (var outbound =
        new Outbound(
            OutboundRules.STRICT,
            host -> {
              lookUps.incrementAndGet();
              return List.of(InetAddress.ofLiteral("93.184.215.14"));
            })) {
      var ending = outbound.send(get(uri), () -> false);
      assertThat(ending)
          .isInstanceOfSatisfying(
              NotSent.class, refused -> assertThat(refused.guard()).as(refused.why()).isTrue());
    }
    assertThat(lookUps).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "93.184.215.14",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.0.3.0",
        "192.88.98.255",
        "192.88.100.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.99.255",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "[2000::1]",
        "[2001:200::1]",
        "[2001:4860:4860::8888]",
        "[2001:db7::1]",
        "[2003::1]",
        "[2606:4700:4700::1111]",
        "[2a00:1450:4001::1]",
        "[3ffe::1]",
        "[3fff:1000::1]"
      })
  void an_ordinary_public_address_passes(String address) {
    assertThat(OutboundRules.STRICT.warning(URI.create("https://" + address + "/path"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "https://EXAMPLE.com/a/b?c=d%20e",
        "https://accounts.google.com:443/o/oauth2",
        "https://xn--mnchen-3ya.example/",
        "https://a.b-c.d1/"
      })
  void a_plain_https_address_passes(String uri) {
    assertThat(OutboundRules.STRICT.warning(URI.create(uri))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2048, 2049})
  void an_address_may_have_2048_characters(int length) {
    var uri = URI.create("https://example.com/" + "a".repeat(length - 20));

    assertThat(OutboundRules.STRICT.warning(uri).isPresent()).isEqualTo(length > 2048);
  }

  private static void assertRefused(String uri) {
    try (var outbound = new Outbound(OutboundRules.STRICT)) {
      var ending = outbound.send(get(URI.create(uri)), () -> false);
      assertThat(ending)
          .isInstanceOfSatisfying(
              NotSent.class, refused -> assertThat(refused.guard()).as(refused.why()).isTrue());
    }
  }

  private static OutboundRequest get(URI uri) {
    return new OutboundRequest("GET", uri, Map.of(), Optional.empty(), Duration.ofSeconds(5));
  }
}
