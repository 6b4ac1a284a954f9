package dev.carabiner.server.operators;

import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.base.Sha256;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who may work at the console, and every change of that.
public final class Operators {
  /// How long the link of the first start opens.
  public static final Duration SETUP_LIFE = Duration.ofHours(1);

  /// How long an invitation opens.
  public static final Duration INVITATION_LIFE = Duration.ofDays(7);

  private static final Pattern LOGIN =
      Pattern.compile("[^@\\s\\p{Cc}]{1,64}@[^@\\s\\p{Cc}]{1,190}");
  private static final Pattern NAME =
      Pattern.compile(
          "[^\\p{Cc}\\u2028\\u2029\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]{1,80}");

  private final OperatorStore store;
  private final ConsoleSessionStore sessions;
  private final Passwords passwords = new Passwords();
  private final RandomValues random = new RandomValues();
  private final CompanyRules company;
  private final InstantSource clock;

  /// @param company who may come in from the company's provider
  public Operators(
      OperatorStore store,
      ConsoleSessionStore sessions,
      CompanyRules company,
      InstantSource clock) {
    this.store = store;
    this.sessions = sessions;
    this.company = company;
    this.clock = clock;
  }

  /// What somebody wrote about themselves, with what is wrong with it.
  public record Person(String name, String login) {
    public Person {
      name = name.strip();
      login = login.strip().toLowerCase(Locale.ROOT);
    }

    public Optional<String> nameObjection() {
      return NAME.matcher(name).matches()
          ? Optional.empty()
          : Optional.of("Give a name of 1 to 80 characters.");
    }

    public Optional<String> loginObjection() {
      return LOGIN.matcher(login).matches()
          ? Optional.empty()
          : Optional.of("Give an e-mail address, such as lena@example.com.");
    }
  }

  public List<Operator> all() {
    return store.all();
  }

  public Optional<Operator> find(String id) {
    return store.find(id);
  }

  /// A new link that makes the first administrator; absent when one can come in already: with a
  /// password, or from the company's provider. Earlier ones still open until their hour is over.
  public Optional<Secret> setupLink() {
    if (!needsFirst()) return Optional.empty();
    return Optional.of(link(Optional.empty(), SETUP_LIFE));
  }

  /// What a link is for.
  ///
  /// @param whose password it sets; absent for the first administrator's
  public record Opened(Optional<Operator> whose) {}

  /// The link, if it still opens.
  public Optional<Opened> open(String link) {
    return store
        .findLink(Sha256.hex(link), clock.instant())
        .filter(found -> found.operator().isPresent() || needsFirst())
        .map(found -> new Opened(found.operator().flatMap(store::find)));
  }

  private boolean needsFirst() {
    return !company.knowsAdministrators() && !store.hasAdministrator();
  }

  /// What is wrong with a new password.
  public static Optional<String> objection(Secret password, String login) {
    return Passwords.objection(password, login);
  }

  /// Makes the first administrator; empty when the link does not open any more.
  ///
  /// @throws IllegalArgumentException for what [Person] or [#objection] objects to
  public Optional<Operator> first(String link, Person person, Secret password) {
    if (!needsFirst()) return Optional.empty();
    if (person.nameObjection().isPresent() || person.loginObjection().isPresent())
      throw new IllegalArgumentException("This is nobody's name or address");
    demand(password, person.login());
    var first = fresh(person, Role.ADMIN, Optional.of(passwords.hash(password)));
    return store.addFirst(Sha256.hex(link), first, clock.instant())
        ? Optional.of(first)
        : Optional.empty();
  }

  /// Sets the password of who got a link, and ends their sessions; empty when the link does not
  /// open any more.
  public Optional<Operator> accept(String link, Secret password) {
    var whose = open(link).flatMap(Opened::whose);
    if (whose.isEmpty()) return Optional.empty();
    demand(password, whose.get().login());
    var changed = with(whose.get(), whose.get().role(), Optional.of(passwords.hash(password)));
    if (!store.accept(Sha256.hex(link), changed, clock.instant())) return Optional.empty();
    sessions.endAll(changed.id(), Optional.empty());
    return Optional.of(changed);
  }

  /// Adds somebody and gives the link that sets their password; absent when the login is taken.
  public Optional<Secret> invite(Person person, Role role) {
    var invited = fresh(person, role, Optional.empty());
    return store.add(invited)
        ? Optional.of(link(Optional.of(invited.id()), INVITATION_LIFE))
        : Optional.empty();
  }

  /// A new link for who is there already, such as for a forgotten password.
  ///
  /// @throws IllegalArgumentException for who comes from the company's provider
  public Secret inviteAgain(Operator operator) {
    demandPassword(operator);
    return link(Optional.of(operator.id()), INVITATION_LIFE);
  }

  /// Gives a role and ends the sessions that had the other one; false when somebody else changed
  /// the operator, or no administrator would be left.
  ///
  /// @throws IllegalArgumentException for who comes from the company's provider: there the groups
  ///   decide
  public boolean change(Operator operator, Role role) {
    demandPassword(operator);
    if (!store.change(with(operator, role, operator.passwordHash()))) return false;
    sessions.endAll(operator.id(), Optional.empty());
    return true;
  }

  /// Removes somebody; false when no administrator would be left.
  public boolean remove(Operator operator) {
    return store.remove(operator.id());
  }

  /// Sets another password and ends all sessions but the one it was set in.
  ///
  /// @return false when somebody else changed the operator
  /// @throws IllegalArgumentException for who comes from the company's provider
  public boolean changePassword(SignedIn who, Secret password) {
    demandPassword(who.operator());
    demand(password, who.operator().login());
    var hash = Optional.of(passwords.hash(password));
    if (!store.change(with(who.operator(), who.operator().role(), hash))) return false;
    sessions.endAll(who.operator().id(), Optional.of(who.session()));
    return true;
  }

  /// The sessions of an operator that have not been ended, the latest first.
  public List<ConsoleSession> sessions(Operator operator) {
    var now = clock.instant();
    return sessions.of(operator.id()).stream()
        .filter(session -> session.whole() && session.lives(now))
        .toList();
  }

  /// Ends one session of an operator, if it is theirs.
  public void endSession(Operator operator, String hash) {
    if (sessions(operator).stream().anyMatch(session -> session.hash().equals(hash)))
      sessions.end(hash);
  }

  /// Ends all sessions of an operator but one.
  public void endSessions(Operator operator, Optional<String> but) {
    sessions.endAll(operator.id(), but);
  }

  private Secret link(Optional<String> operator, Duration life) {
    var link = random.next();
    store.addLink(Sha256.hex(link), operator, clock.instant().plus(life));
    return Secret.of(link);
  }

  private Operator fresh(Person person, Role role, Optional<String> hash) {
    return new Operator(
        random.next(),
        person.login(),
        person.name(),
        role,
        hash,
        Optional.empty(),
        0,
        clock.instant(),
        1,
        Optional.empty());
  }

  private static Operator with(Operator operator, Role role, Optional<String> hash) {
    return new Operator(
        operator.id(),
        operator.login(),
        operator.name(),
        role,
        hash,
        operator.totp(),
        operator.totpStep(),
        operator.createdAt(),
        operator.version() + 1,
        operator.company());
  }

  /// A password would outlive the company's word.
  private static void demandPassword(Operator operator) {
    if (operator.company().isPresent())
      throw new IllegalArgumentException("This operator comes from the company's provider");
  }

  private static void demand(Secret password, String login) {
    if (Passwords.objection(password, login).isPresent())
      throw new IllegalArgumentException("This password is not good enough");
  }
}
