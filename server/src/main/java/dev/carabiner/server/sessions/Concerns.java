package dev.carabiner.server.sessions;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What about sessions concerns a person, by its cause and never one by one. Every question costs
/// about what it answers, whatever the number of sessions.
public interface Concerns {
  /// So many are looked at, the newest first; numbers are exact up to there.
  int COUNTED_TO = SessionBrowsing.COUNTED_TO;

  /// So many of the newest are asked for the hosts of their e-mail addresses.
  int SAMPLED = 500;

  /// Sessions of one app that need to be reconnected for one reason.
  ///
  /// @param all how many
  /// @param since when the first of them came to need it, as far as that is known
  /// @param recent those since the time that was asked for
  /// @param hosts of the e-mail addresses of the newest, in lower case; one for each session that
  ///   has an address
  record Broken(
      AppKey app,
      Reason reason,
      Amount all,
      Optional<Instant> since,
      Recent recent,
      List<String> hosts) {
    public Broken {
      hosts = List.copyOf(hosts);
    }
  }

  /// A part of them.
  ///
  /// @param since when the first of this part came to need it; absent for none
  record Recent(long amount, Optional<Instant> since) {}

  /// A number, and whether there are no more than that.
  record Amount(long number, boolean exact) {}

  /// A connected session whose end was foretold.
  ///
  /// @param foretold the end that was told; a session that was used since may live on
  record Ending(Session session, Instant foretold) {}

  /// Those that need to be reconnected, the largest part first.
  ///
  /// @param recently from when on they are counted as recent
  List<Broken> broken(Workspace workspace, Instant recently);

  /// Connected sessions whose end was foretold for a span, the soonest first.
  List<Ending> ending(Workspace workspace, Instant from, Instant to, int limit);

  /// How many sessions of these apps are connected, counted up to [#COUNTED_TO].
  Amount connected(Workspace workspace, Set<AppKey> apps);
}
