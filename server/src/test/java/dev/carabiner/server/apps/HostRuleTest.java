package dev.carabiner.server.apps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostRuleTest {
  @Test
  void a_name_allows_itself_alone_in_whatever_case() {
    var rule = HostRule.parse("Git.Example.com").orElseThrow();
    assertThat(rule.allows("git.example.COM")).isTrue();
    assertThat(rule.allows("git.example.com:8443")).isFalse();
    assertThat(rule.allows("a.git.example.com")).isFalse();
    assertThat(rule.allows("git.example.com.evil.example")).isFalse();
  }

  @Test
  void a_star_allows_what_is_below_and_not_the_name_itself() {
    var rule = HostRule.parse("*.example.com").orElseThrow();
    assertThat(rule.allows("git.example.com")).isTrue();
    assertThat(rule.allows("a.b.example.com")).isTrue();
    assertThat(rule.allows("example.com")).isFalse();
    assertThat(rule.allows(".example.com")).isFalse();
    assertThat(rule.allows("evilexample.com")).isFalse();
    assertThat(rule.allows("git.example.com:8443")).isFalse();
  }

  @Test
  void a_port_belongs_to_the_name() {
    assertThat(HostRule.parse("127.0.0.1:9400").orElseThrow().allows("127.0.0.1:9400")).isTrue();
    assertThat(HostRule.parse("127.0.0.1:9400").orElseThrow().allows("127.0.0.1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "*.",
        "*.com",
        "https://a.example",
        "a/b",
        "a b",
        "-a",
        "*a.example.com",
        "a..b"
      })
  void what_is_no_host_is_no_rule(String text) {
    assertThat(HostRule.parse(text)).isEmpty();
  }
}
