package dev.carabiner.cli;

import dev.carabiner.client.Session;
import dev.carabiner.client.SessionQuery;
import dev.carabiner.client.SessionState;
import dev.carabiner.client.SessionsApi;
import dev.carabiner.server.base.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `sessions list [--user U] [--app K] [--state S] [--json]`
final class SessionsListCommand implements Command {
  private static final List<String> HEAD =
      List.of("SESSION", "STATE", "APP", "USER", "ACCOUNT", "CONNECTED");

  @Override
  public CommandSpec spec() {
    var spec = Words.command(this, "list", "Lists sessions.");
    spec.addOption(Words.value("--user", "U", "of this user_id only"));
    spec.addOption(Words.value("--app", "K", "of the app with this key only"));
    spec.addOption(
        OptionSpec.builder("--state")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("S")
            .description(
                "in this state only, may be repeated: pending, connected, needs_reconnect, revoked,"
                    + " expired; without it connected and needs_reconnect")
            .build());
    spec.addOption(Words.flag("--json", "one JSON document"));
    Operator.addOptions(spec);
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) {
    try (var operator = Operator.of(given, terminal)) {
      var sessions = all(new SessionsApi(operator.client()), query(given));
      if (given.hasMatchedOption("--json")) {
        var array = Json.array();
        sessions.forEach(session -> array.add(SessionJson.of(session)));
        terminal.say(Json.write(array));
      } else {
        Table.of(HEAD, sessions.stream().map(SessionsListCommand::row).toList()).print(terminal);
        if (!given.hasMatchedOption("--state"))
          terminal
              .err()
              .println("Left out: pending, revoked and expired ones; --state pending shows those.");
      }
    }
    return 0;
  }

  private static List<Session> all(SessionsApi api, SessionQuery query) {
    var sessions = new ArrayList<Session>();
    var next = Optional.of(query);
    while (next.isPresent()) {
      var page = api.listSessions(next.get());
      sessions.addAll(page.sessions());
      next = page.nextCursor().map(query::after);
    }
    return sessions;
  }

  private static SessionQuery query(ParseResult given) {
    var query = SessionQuery.all();
    String user = given.matchedOptionValue("--user", null);
    if (user != null) query = query.ofUser(user);
    String app = given.matchedOptionValue("--app", null);
    if (app != null) query = query.ofApp(app);
    for (var state : given.matchedOptionValue("--state", List.<String>of()))
      query = query.in(new SessionState(state));
    return query;
  }

  private static List<String> row(Session session) {
    return List.of(
        session.sessionId(),
        session.state().value(),
        session.keyCodeRef(),
        session.userId().or(session::orgCode).orElse(""),
        session.account().flatMap(account -> account.email().or(account::id)).orElse(""),
        session.connectedAt().map(Instant::toString).orElse(""));
  }
}
