package dev.carabiner.server.operators;

import dev.carabiner.server.base.RandomValues;
import java.time.InstantSource;
import java.util.Optional;

/// The operators whom the company's provider names: there from their first sign-in, as whatever
/// their groups say at each.
final class CompanyPeople {
  private static final int TRIES = 3;

  private final OperatorStore store;
  private final ConsoleSessionStore sessions;
  private final RandomValues random = new RandomValues();
  private final InstantSource clock;

  CompanyPeople(OperatorStore store, ConsoleSessionStore sessions, InstantSource clock) {
    this.store = store;
    this.sessions = sessions;
    this.clock = clock;
  }

  /// The operator that this person is from now on. Another role than before ends the sessions that
  /// had it. Empty when others keep changing the same operator.
  Optional<Operator> come(CompanyAccount account, String name, Role role) {
    for (var round = 0; round < TRIES; round++) {
      var known = store.findByLogin(account.login());
      var now = known.map(before -> with(before, account, name, role));
      if (now.isEmpty()) {
        var fresh = fresh(account, name, role);
        if (store.add(fresh)) return Optional.of(fresh);
      } else if (isSame(known.get(), now.get())) {
        return known;
      } else if (store.change(now.get())) {
        if (known.get().role() != role) sessions.endAll(now.get().id(), Optional.empty());
        return now;
      }
    }
    return Optional.empty();
  }

  /// This person may not come any more: their sessions end, and nothing is left of them.
  void leave(CompanyAccount account) {
    store.findByLogin(account.login()).ifPresent(operator -> store.remove(operator.id()));
  }

  private Operator fresh(CompanyAccount account, String name, Role role) {
    return new Operator(
        random.next(),
        account.login(),
        name,
        role,
        Optional.empty(),
        Optional.empty(),
        0,
        clock.instant(),
        1,
        Optional.of(account));
  }

  private static Operator with(Operator before, CompanyAccount account, String name, Role role) {
    return new Operator(
        before.id(),
        before.login(),
        name,
        role,
        before.passwordHash(),
        before.totp(),
        before.totpStep(),
        before.createdAt(),
        before.version() + 1,
        Optional.of(account));
  }

  private static boolean isSame(Operator before, Operator now) {
    return before.name().equals(now.name())
        && before.role() == now.role()
        && before.address().equals(now.address());
  }
}
