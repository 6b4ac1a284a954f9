package dev.carabiner.server.operators;

import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.oauth.OneTimeValues;
import dev.carabiner.server.oauth.OpenIdClient;
import dev.carabiner.server.operators.SignIns.From;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Lets people in whom the company's OpenID provider names. A sign-in is begun and ended in the
/// same browser, within ten minutes, once.
public final class CompanySignIns {
  private static final System.Logger LOG = System.getLogger(CompanySignIns.class.getName());

  /// How far the provider's clock may be behind ours.
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final OpenIdClient client;
  private final CompanyRules rules;
  private final CompanyPeople people;
  private final ConsoleSessionStore sessions;
  private final SignIns signIns;
  private final Vault vault;
  private final RandomValues random = new RandomValues();
  private final InstantSource clock;

  public CompanySignIns(
      OpenIdClient client,
      CompanyRules rules,
      OperatorStore operators,
      ConsoleSessionStore sessions,
      SignIns signIns,
      Vault vault,
      InstantSource clock) {
    this.client = client;
    this.rules = rules;
    this.people = new CompanyPeople(operators, sessions, clock);
    this.sessions = sessions;
    this.signIns = signIns;
    this.vault = vault;
    this.clock = clock;
  }

  /// The beginning.
  public sealed interface Start {
    /// To the provider.
    ///
    /// @param cookie to be kept by this browser; a bearer value
    record Go(URI address, String cookie) implements Start {
      @Override
      public String toString() {
        return "Go";
      }
    }

    /// The provider cannot be reached, or is not what the settings say.
    record Unreachable() implements Start {}
  }

  /// The end.
  public sealed interface End {
    /// Signed in.
    ///
    /// @param cookie the value of the new session's cookie; a bearer value
    /// @param then the page to go on to
    record In(String cookie, String then) implements End {
      @Override
      public String toString() {
        return "In";
      }
    }

    /// Nobody is signed in.
    record Refused(Reason reason) implements End {}

    /// Too many tries; this one was not looked at.
    record Wait(Duration left) implements End {}
  }

  /// Why somebody is not let in.
  public enum Reason {
    /// Begun in another browser, too long ago, or never.
    NOT_BEGUN_HERE,
    USED,
    /// The person, or the provider, said no.
    DENIED,
    /// What came does not fit what was asked.
    UNTRUSTED,
    UNREACHABLE,
    NO_GROUP,
    /// Somebody else than who is signed in.
    ANOTHER,
    /// Asked to show again who they are, they did not.
    NOT_ANEW,
    /// Something else changed at the same moment.
    BUSY
  }

  /// Begins a sign-in.
  ///
  /// @param then the page to go on to
  /// @param anew who is signed in and has to show again who they are; absent for a new session
  public Start start(String then, Optional<SignedIn> anew) {
    var values = new OneTimeValues(next(), next(), next());
    return switch (client.begin(values, anew.isPresent())) {
      case OpenIdClient.Begun.At(var address) -> {
        var flow = new OpenFlow(values, clock.instant(), anew.map(SignedIn::session), then);
        yield new Start.Go(address, flow.sealed(vault));
      }
      case OpenIdClient.Begun.Trouble(var why) -> {
        LOG.log(Level.WARNING, "nobody can sign in by OpenID: {0}", why);
        yield new Start.Unreachable();
      }
    };
  }

  /// Ends a sign-in.
  ///
  /// @param cookie as [Start.Go] gave it to this browser
  /// @param parameters of the callback, decoded, none repeated
  public End end(String cookie, Map<String, String> parameters, From from) {
    var now = clock.instant();
    var flow = OpenFlow.open(cookie, vault).filter(begun -> now.isBefore(begun.until()));
    var state = Secret.of(parameters.getOrDefault("state", ""));
    if (flow.isEmpty() || !flow.get().values().state().matches(state))
      return refused(Reason.NOT_BEGUN_HERE, "no cookie of that state");
    var wait = signIns.admit(from);
    if (wait.isPresent()) return new End.Wait(wait.get());
    var hash = Sha256.hex(state.reveal(Reveal.TO_COMPARE));
    if (!sessions.useState(hash, flow.get().until()))
      return refused(Reason.USED, "its state was used before");
    return switch (client.end(parameters, flow.get().values(), rules.groupsClaim())) {
      case OpenIdClient.Ended.Known(var claims) -> known(claims, flow.get(), from);
      case OpenIdClient.Ended.Denied(var error) -> refused(Reason.DENIED, error);
      case OpenIdClient.Ended.Untrusted(var why) -> refused(Reason.UNTRUSTED, why);
      case OpenIdClient.Ended.Trouble(var why) -> refused(Reason.UNREACHABLE, why);
    };
  }

  private End known(ObjectNode claims, OpenFlow flow, From from) {
    var account = Claims.account(claims);
    var role = rules.role(Claims.groups(claims, rules.groupsClaim()));
    if (role.isEmpty()) {
      people.leave(account);
      return refused(Reason.NO_GROUP, account.subject() + " is in no allowed group");
    }
    var proven = Claims.shownAt(claims).orElse(Instant.EPOCH);
    if (flow.session().isPresent()) {
      var going = going(flow.session().get());
      if (going.isEmpty()) return refused(Reason.NOT_BEGUN_HERE, "its session has ended");
      if (going.flatMap(Operator::company).filter(account::isSameAs).isEmpty())
        return refused(Reason.ANOTHER, account.subject() + " is somebody else");
      if (proven.isBefore(flow.begunAt().minus(SKEW)))
        return refused(Reason.NOT_ANEW, "auth_time is missing or old");
    }
    var operator = people.come(account, Claims.name(claims), role.get());
    if (operator.isEmpty()) return refused(Reason.BUSY, "changed meanwhile");
    flow.session().ifPresent(sessions::end);
    signIns.uncount(from);
    var now = clock.instant();
    var at = proven.isAfter(now) ? now : proven;
    return new End.In(signIns.admitted(operator.get(), from, at).cookie(), flow.then());
  }

  /// Who is signed in in the session that has to go on.
  private Optional<Operator> going(String session) {
    return signIns.ofSession(session).map(SignedIn::operator);
  }

  private static End refused(Reason reason, String why) {
    LOG.log(Level.INFO, "a sign-in by OpenID was refused: {0}", why);
    return new End.Refused(reason);
  }

  private Secret next() {
    return Secret.of(random.next());
  }
}
