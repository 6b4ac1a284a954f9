package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.operators.CompanyAccount;
import dev.carabiner.server.operators.ConsoleSession;
import dev.carabiner.server.operators.Operator;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.operators.Tries;
import dev.carabiner.vault.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is kept of operators. The tests share one table, so each takes away whom it added; one
/// leaves the last administrator, who cannot go.
interface OperatorContract extends DatabaseContract {
  Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  @Test
  default void an_operator_is_kept_whole_and_a_login_is_one_persons() {
    var operators = store().operators();
    var operator = person(Role.OPERATOR, Optional.of(Sealed.of(new byte[] {1, 2, 3})));

    assertThat(operators.add(operator)).isTrue();
    assertThat(operators.add(with(person(Role.VIEWER), operator.login()))).isFalse();

    assertThat(operators.find(operator.id())).contains(operator);
    assertThat(operators.findByLogin(operator.login())).contains(operator);
    assertThat(operators.all()).contains(operator);
    operators.remove(operator.id());
  }

  @Test
  default void a_change_counts_only_on_what_was_seen() {
    var operators = store().operators();
    var operator = person(Role.OPERATOR);
    operators.add(operator);

    assertThat(operators.change(with(operator, Role.VIEWER, 2))).isTrue();
    assertThat(operators.change(with(operator, Role.OPERATOR, 2))).isFalse();

    assertThat(operators.find(operator.id()).orElseThrow().role()).isEqualTo(Role.VIEWER);
    operators.remove(operator.id());
  }

  @Test
  default void the_first_administrator_is_made_once_and_the_last_one_stays() {
    var operators = store().operators();
    var link = Sha256.hex(new RandomValues().next());
    var other = Sha256.hex(new RandomValues().next());
    operators.addLink(link, Optional.empty(), NOW.plusSeconds(60));
    operators.addLink(other, Optional.empty(), NOW.plusSeconds(60));
    var first = person(Role.ADMIN);

    assertThat(operators.addFirst(link, first, NOW.plusSeconds(60))).isFalse();
    assertThat(operators.addFirst(link, first, NOW)).isTrue();
    assertThat(operators.addFirst(link, person(Role.ADMIN), NOW)).isFalse();
    assertThat(operators.addFirst(other, person(Role.ADMIN), NOW)).isFalse();
    assertThat(operators.findLink(other, NOW)).isEmpty();

    assertThat(operators.remove(first.id())).isFalse();
    assertThat(operators.change(with(first, Role.VIEWER, 2))).isFalse();
    var second = person(Role.ADMIN);
    operators.add(second);
    assertThat(operators.remove(first.id())).isTrue();
    assertThat(operators.remove(second.id())).isFalse();
  }

  @Test
  default void a_link_sets_a_password_once() {
    var operators = store().operators();
    var operator = person(Role.VIEWER);
    operators.add(operator);
    var link = Sha256.hex(new RandomValues().next());
    operators.addLink(link, Optional.of(operator.id()), NOW.plusSeconds(60));

    assertThat(operators.findLink(link, NOW).orElseThrow().operator()).contains(operator.id());
    assertThat(operators.findLink(link, NOW.plusSeconds(60))).isEmpty();
    assertThat(operators.accept(link, with(operator, Role.VIEWER, 2), NOW)).isTrue();
    assertThat(operators.accept(link, with(operator, Role.VIEWER, 3), NOW)).isFalse();
    operators.remove(operator.id());
  }

  @Test
  default void
      who_comes_from_the_companys_provider_is_kept_and_is_no_administrator_that_must_stay() {
    var operators = store().operators();
    var account = new CompanyAccount("https://id.example", "248289", "lena@example.com");
    var company = fromCompany(Role.ADMIN, account);

    assertThat(operators.add(company)).isTrue();
    assertThat(operators.find(company.id())).contains(company);
    assertThat(operators.change(with(company, Role.VIEWER, 2))).isTrue();
    assertThat(operators.change(with(company, Role.ADMIN, 3))).isTrue();
    assertThat(operators.find(company.id()).orElseThrow().company()).contains(account);
    var before = operators.hasAdministrator();
    assertThat(operators.remove(company.id())).isTrue();
    assertThat(operators.hasAdministrator()).isEqualTo(before);
  }

  @Test
  default void a_sign_in_at_the_companys_provider_is_used_once_and_forgotten_when_it_is_old() {
    var sessions = store().consoleSessions();
    var hash = Sha256.hex(new RandomValues().next());

    assertThat(sessions.useState(hash, NOW)).isTrue();
    assertThat(sessions.useState(hash, NOW)).isFalse();
    sessions.forgetStates(NOW.minusMillis(1));
    assertThat(sessions.useState(hash, NOW)).isFalse();
    sessions.forgetStates(NOW);
    assertThat(sessions.useState(hash, NOW)).isTrue();
  }

  @Test
  default void a_code_counts_once() {
    var operators = store().operators();
    var operator = person(Role.VIEWER);
    operators.add(operator);

    assertThat(operators.useStep(operator.id(), 7)).isTrue();
    assertThat(operators.useStep(operator.id(), 7)).isFalse();
    assertThat(operators.useStep(operator.id(), 6)).isFalse();
    assertThat(operators.useStep(operator.id(), 8)).isTrue();
    operators.remove(operator.id());
  }

  @Test
  default void sessions_end_one_by_one_all_but_one_or_with_their_operator() {
    var sessions = store().consoleSessions();
    var operator = person(Role.VIEWER);
    store().operators().add(operator);
    var one = session(operator);
    var two = session(operator);
    var three = session(operator);
    sessions.add(one);
    sessions.add(two);
    sessions.add(three);
    assertThat(sessions.find(one.hash())).contains(one);

    sessions.end(one.hash());
    assertThat(sessions.of(operator.id())).containsExactlyInAnyOrder(two, three);
    sessions.endAll(operator.id(), Optional.of(two.hash()));
    assertThat(sessions.of(operator.id())).containsExactly(two);
    sessions.seen(two.hash(), NOW.plusSeconds(5));
    assertThat(sessions.find(two.hash()).orElseThrow().seenAt()).isEqualTo(NOW.plusSeconds(5));
    store().operators().remove(operator.id());
    assertThat(sessions.find(two.hash())).isEmpty();
  }

  @Test
  default void tries_in_vain_are_counted_and_taken_back() {
    var tries = store().signInTries();
    var subject = new RandomValues().next();
    var pace = new Tries.Pace(2);

    assertThat(tries.admit(subject, pace, NOW)).isEmpty();
    assertThat(tries.admit(subject, pace, NOW)).isEmpty();
    assertThat(tries.admit(subject, pace, NOW)).contains(Duration.ofSeconds(1));
    assertThat(tries.admit(subject, pace, NOW.plusSeconds(1))).isEmpty();
    assertThat(tries.admit(subject, pace, NOW.plusSeconds(1))).contains(Duration.ofSeconds(2));
    tries.uncount(subject);
    assertThat(tries.admit(subject, pace, NOW.plusSeconds(1))).isEmpty();
    tries.clear(subject);
    assertThat(tries.admit(subject, pace, NOW.plusSeconds(1))).isEmpty();
  }

  private static ConsoleSession session(Operator operator) {
    return new ConsoleSession(
        Sha256.hex(new RandomValues().next()),
        operator.id(),
        true,
        NOW,
        NOW,
        NOW,
        "127.0.0.1",
        "a browser");
  }

  private static Operator person(Role role) {
    return person(role, Optional.empty());
  }

  private static Operator person(Role role, Optional<Sealed> totp) {
    var id = new RandomValues().next();
    return new Operator(
        id,
        id.toLowerCase(java.util.Locale.ROOT) + "@example.com",
        "Lena",
        role,
        Optional.of("hash"),
        totp,
        0,
        NOW,
        1,
        Optional.empty());
  }

  private static Operator with(Operator operator, String login) {
    return new Operator(
        operator.id(),
        login,
        "Lena",
        operator.role(),
        Optional.of("hash"),
        operator.totp(),
        0,
        NOW,
        1,
        Optional.empty());
  }

  private static Operator with(Operator operator, Role role, long version) {
    return new Operator(
        operator.id(),
        operator.login(),
        "Lena",
        role,
        operator.passwordHash(),
        operator.totp(),
        0,
        NOW,
        version,
        operator.company());
  }

  private static Operator fromCompany(Role role, CompanyAccount account) {
    var id = new RandomValues().next();
    return new Operator(
        id,
        "openid:" + id,
        "Lena",
        role,
        Optional.empty(),
        Optional.empty(),
        0,
        NOW,
        1,
        Optional.of(account));
  }
}
