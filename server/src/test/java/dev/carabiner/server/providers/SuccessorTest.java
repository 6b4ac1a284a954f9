package dev.carabiner.server.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SuccessorTest {
  private static final String ENTRY =
      """
      id: acme
      name: Acme
      authorization_endpoint: https://acme.example/authorize
      token_endpoint: https://acme.example/v1/token
      revocation: {style: custom, method: DELETE, url: 'https://acme.example/v1/${access_token}'}
      successor:
        from: 2027-02-16
        token_endpoint: https://acme.example/v2/token
        revocation_endpoint: https://acme.example/v2/revoke
        revocation: null
        note: v1 ends
      """;
  private static final Instant LAST_MOMENT = Instant.parse("2027-02-15T23:59:59.999Z");
  private static final Instant FIRST_MOMENT = Instant.parse("2027-02-16T00:00:00Z");

  @Test
  void until_the_day_the_old_addresses_hold_and_from_then_on_the_new() {
    var acme = read(ENTRY);

    assertThat(acme.at(LAST_MOMENT)).isSameAs(acme);
    var then = acme.at(FIRST_MOMENT);
    assertThat(then.addresses().at(Endpoint.TOKEN))
        .contains(new Template("https://acme.example/v2/token"));
    assertThat(then.addresses().at(Endpoint.AUTHORIZATION))
        .isEqualTo(acme.addresses().at(Endpoint.AUTHORIZATION));
    assertThat(then.protocol().revocation().way()).isInstanceOf(RevocationRules.Standard.class);
    assertThat(acme.protocol().revocation().way()).isInstanceOf(RevocationRules.Custom.class);
  }

  @Test
  void a_successor_needs_a_day_and_may_not_become_another_provider() {
    assertThatThrownBy(() -> read(ENTRY.replace("2027-02-16", "soon")))
        .hasMessage("own.yaml:7: successor.from: must be a day such as 2027-02-16");
    assertThatThrownBy(() -> read(ENTRY.replace("note: v1 ends", "id: other")))
        .hasMessageEndingWith("successor.id: cannot change on a day");
    assertThatThrownBy(() -> read(ENTRY.replace("note: v1 ends", "token_endpiont: x")))
        .hasMessageContaining("token_endpiont: unknown key");
  }

  @Test
  void a_lint_warns_ninety_days_ahead() {
    assertThat(warningsOn("2026-11-17T23:59:59Z")).isEmpty();
    assertThat(warningsOn("2026-11-18T00:00:00Z"))
        .singleElement()
        .asString()
        .startsWith("own.yaml:7: successor: will be so from 2027-02-16");
    assertThat(warningsOn("2027-03-01T00:00:00Z"))
        .singleElement()
        .asString()
        .contains("is so since 2027-02-16");
  }

  private static java.util.List<String> warningsOn(String now) {
    var entry = dev.carabiner.server.base.Yaml.readMap(ENTRY, "own.yaml");
    var findings = new Lint(Catalogue.EMPTY, Instant.parse(now)).of(entry);
    assertThat(findings.complaints()).isEmpty();
    return findings.warnings();
  }

  private static Provider read(String text) {
    return new ProviderReader(Catalogue.EMPTY).read(text, "own.yaml");
  }
}
