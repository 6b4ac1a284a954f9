package dev.carabiner.server.operators;

import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.base.Sha256;
import dev.carabiner.vault.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// Lets people in and out. Who tries in vain waits longer each time: for one account from one
/// address after five tries, for one address whatever the account after twenty. Nobody else is kept
/// out by that.
public final class SignIns {
  private static final Tries.Pace OF_ACCOUNT = new Tries.Pace(5);
  private static final Tries.Pace OF_ADDRESS = new Tries.Pace(20);
  private static final Duration SEEN_PAUSE = Duration.ofMinutes(1);
  private static final Duration FORGET = Duration.ofDays(1);
  private static final int LONGEST_CLIENT = 200;
  private static final int NETWORK_BYTES = 8;

  private final OperatorStore operators;
  private final ConsoleSessionStore sessions;
  private final Tries tries;
  private final SecondFactors factors;
  private final Optional<String> companyIssuer;
  private final Passwords passwords = new Passwords();
  private final RandomValues random = new RandomValues();
  private final InstantSource clock;

  /// @param companyIssuer the company's provider in force: who came from another is out
  public SignIns(
      OperatorStore operators,
      ConsoleSessionStore sessions,
      Tries tries,
      SecondFactors factors,
      Optional<String> companyIssuer,
      InstantSource clock) {
    this.operators = operators;
    this.sessions = sessions;
    this.tries = tries;
    this.factors = factors;
    this.companyIssuer = companyIssuer;
    this.clock = clock;
  }

  /// Where somebody comes from.
  ///
  /// @param client what the browser calls itself
  public record From(InetAddress address, String client) {
    /// One home has many IPv6 addresses: the first 64 bits count.
    String network() {
      var bytes = address.getAddress();
      return bytes.length > NETWORK_BYTES
          ? HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES))
          : address.getHostAddress();
    }
  }

  /// Looks at a login and a password.
  public SignIn signIn(String login, Secret password, From from) {
    var name = login.strip().toLowerCase(Locale.ROOT);
    var wait = admit(name, from);
    if (wait.isPresent()) return new SignIn.Wait(wait.get());
    var found = operators.findByLogin(name);
    if (!passwords.matches(password, found.flatMap(Operator::passwordHash)))
      return new SignIn.Refused();
    var operator = found.orElseThrow();
    if (operator.totp().isPresent())
      return new SignIn.CodeWanted(begin(operator, false, from, clock.instant()));
    clear(name, from);
    return new SignIn.In(begin(operator, true, from, clock.instant()));
  }

  /// Looks at the code of who has given the password.
  ///
  /// @param cookie of [SignIn.CodeWanted]; it ends with a right code
  public SignIn code(String cookie, String code, From from) {
    var half = living(cookie).filter(session -> !session.whole());
    var operator = half.flatMap(session -> operators.find(session.operator()));
    if (half.isEmpty() || operator.isEmpty()) return new SignIn.Refused();
    var wait = admit(operator.get().login(), from);
    if (wait.isPresent()) return new SignIn.Wait(wait.get());
    if (!factors.use(operator.get(), code)) return new SignIn.Refused();
    clear(operator.get().login(), from);
    sessions.end(half.get().hash());
    return new SignIn.In(begin(operator.get(), true, from, half.get().provenAt()));
  }

  /// Lets somebody in whose identity was just shown by a link.
  public SignIn.In admitted(Operator operator, From from) {
    return new SignIn.In(begin(operator, true, from, clock.instant()));
  }

  /// Lets somebody in whom the company's provider has named.
  ///
  /// @param proven when they last showed there who they are
  SignIn.In admitted(Operator operator, From from, Instant proven) {
    return new SignIn.In(begin(operator, true, from, proven));
  }

  /// Looks at the password of somebody who is signed in, before something dangerous; the session
  /// goes on under a new cookie.
  public SignIn prove(SignedIn who, Secret password, From from) {
    var operator = who.operator();
    var wait = admit(operator.login(), from);
    if (wait.isPresent()) return new SignIn.Wait(wait.get());
    if (!passwords.matches(password, operator.passwordHash())) return new SignIn.Refused();
    clear(operator.login(), from);
    sessions.end(who.session());
    return new SignIn.In(begin(operator, true, from, clock.instant()));
  }

  /// Who is signed in with a cookie.
  ///
  /// @param byHand whether a person asks, which keeps the session alive, or a page by itself
  public Optional<SignedIn> find(String cookie, boolean byHand) {
    var session = living(cookie).filter(ConsoleSession::whole);
    if (session.isEmpty()) return Optional.empty();
    var now = clock.instant();
    if (byHand && session.get().seenAt().plus(SEEN_PAUSE).isBefore(now))
      sessions.seen(session.get().hash(), now);
    return session.flatMap(this::signedIn);
  }

  /// Who is signed in in the session of that hash.
  Optional<SignedIn> ofSession(String hash) {
    return sessions
        .find(hash)
        .filter(session -> session.whole() && session.lives(clock.instant()))
        .flatMap(this::signedIn);
  }

  private Optional<SignedIn> signedIn(ConsoleSession session) {
    return operators
        .find(session.operator())
        .filter(this::isInForce)
        .map(operator -> new SignedIn(operator, session.hash(), session.provenAt()));
  }

  public void signOut(String cookie) {
    sessions.end(Sha256.hex(cookie));
  }

  private boolean isInForce(Operator operator) {
    return operator.company().isEmpty()
        || operator.company().map(CompanyAccount::issuer).equals(companyIssuer);
  }

  /// Forgets what is over.
  public void forget() {
    var now = clock.instant();
    sessions.forget(now.minus(FORGET));
    sessions.forgetStates(now);
    tries.forget(now.minus(FORGET));
    operators.forgetLinks(now);
  }

  private Optional<ConsoleSession> living(String cookie) {
    var now = clock.instant();
    return sessions.find(Sha256.hex(cookie)).filter(session -> session.lives(now));
  }

  private String begin(Operator operator, boolean whole, From from, Instant proven) {
    var cookie = random.next();
    var now = clock.instant();
    var client = from.client();
    sessions.add(
        new ConsoleSession(
            Sha256.hex(cookie),
            operator.id(),
            whole,
            now,
            now,
            proven,
            from.address().getHostAddress(),
            client.substring(0, Math.min(client.length(), LONGEST_CLIENT))));
    return cookie;
  }

  private Optional<Duration> admit(String login, From from) {
    return tries.admit(account(login, from), OF_ACCOUNT, clock.instant()).or(() -> admit(from));
  }

  /// Counts a try from there, whoever it is.
  Optional<Duration> admit(From from) {
    return tries.admit(from.network(), OF_ADDRESS, clock.instant());
  }

  /// The last try from there was right.
  void uncount(From from) {
    tries.uncount(from.network());
  }

  private void clear(String login, From from) {
    tries.clear(account(login, from));
    uncount(from);
  }

  private static String account(String login, From from) {
    return login + " from " + from.network();
  }
}
