package dev.carabiner.server.console.overview;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.console.parts.Plot;
import dev.carabiner.server.sessions.Concerns;
import dev.carabiner.server.sessions.SessionBrowsing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How many sessions there are, over all workspaces. Numbers end where counting ends and say so.
public final class Stocks {
  private final Concerns concerns;
  private final SessionBrowsing browsing;

  Stocks(Concerns concerns, SessionBrowsing browsing) {
    this.concerns = concerns;
    this.browsing = browsing;
  }

  /// A number.
  ///
  /// @param exact whether there are no more than that
  public record Quantity(long amount, boolean exact) {
    static final Quantity NONE = new Quantity(0, true);

    static Quantity of(Concerns.Amount amount) {
      return new Quantity(amount.number(), amount.exact());
    }

    Quantity plus(Quantity other) {
      return new Quantity(amount + other.amount, exact && other.exact);
    }

    boolean isNone() {
      return amount == 0;
    }

    /// "12,480", or "10,000+".
    String shown() {
      return Plot.grouped(amount) + (exact ? "" : "+");
    }

    /// "1 session", "2 sessions", "10,000 or more sessions".
    String of(String one) {
      return Plot.grouped(amount)
          + (exact ? " " : " or more ")
          + (amount == 1 && exact ? one : one + "s");
    }

    /// "1 session is", "2 sessions are".
    String are(String one) {
      return of(one) + (amount == 1 && exact ? " is" : " are");
    }
  }

  /// How many sessions of some of these apps are connected.
  Quantity connected(Collection<ConnectedApp> apps, Set<AppKey> wanted) {
    var byWorkspace =
        apps.stream()
            .filter(app -> wanted.contains(app.key()))
            .collect(
                Collectors.groupingBy(
                    ConnectedApp::workspace,
                    Collectors.mapping(ConnectedApp::key, Collectors.toSet())));
    return byWorkspace.entrySet().stream()
        .map(each -> Quantity.of(concerns.connected(each.getKey(), each.getValue())))
        .reduce(Quantity.NONE, Quantity::plus);
  }

  /// How many are in each state: word → number.
  List<State> states(List<Workspace> workspaces) {
    var states = new ArrayList<State>();
    for (var workspace : workspaces)
      for (var count : browsing.counts(workspace, Optional.empty())) {
        var number = new Quantity(count.amount(), count.exact());
        var known = states.stream().filter(each -> each.word().equals(count.word())).findFirst();
        known.ifPresent(states::remove);
        states.add(
            new State(count.word(), known.map(each -> each.number().plus(number)).orElse(number)));
      }
    return List.copyOf(states);
  }

  /// A state and how many are in it.
  public record State(String word, Quantity number) {}
}
