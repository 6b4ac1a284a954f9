package dev.carabiner.cli;

import dev.carabiner.client.ConnectedAppsApi;
import dev.carabiner.client.SessionState;
import dev.carabiner.client.SessionsApi;
import dev.carabiner.client.SessionsToRevoke;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.BiFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `sessions revoke SESSION_ID`, or of every session that options name.
final class SessionsRevokeCommand implements Command {
  private static final List<String> CONDITIONS =
      List.of(
          "--user", "--app", "--provider", "--connected-after", "--connected-before", "--state");

  @Override
  public CommandSpec spec() {
    var spec =
        Words.command(
            this,
            "revoke",
            "Ends a session, or all that the options name, for good; at the provider too as their"
                + " apps say.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("SESSION_ID")
            .description("which session; without it, the options say which")
            .build());
    spec.addOption(Words.value("--user", "U", "of this user_id"));
    spec.addOption(Words.value("--app", "K", "of the app with this key"));
    spec.addOption(Words.value("--provider", "P", "of every app of this provider"));
    spec.addOption(
        Words.value("--connected-after", "T", "connected at T or later, as 2026-11-23T22:22:36Z"));
    spec.addOption(Words.value("--connected-before", "T", "connected before T"));
    spec.addOption(
        OptionSpec.builder("--state")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("S")
            .description("in this state, may be repeated: pending, connected, needs_reconnect")
            .build());
    spec.addOption(Words.flag("--yes", "does not ask"));
    spec.addOption(Words.flag("--wait", "waits until the providers have been told"));
    spec.addOption(Words.flag("--json", "the report as one JSON document"));
    Operator.addOptions(spec);
    return spec;
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException, InterruptedException {
    String id = given.matchedPositionalValue(0, "");
    var named = CONDITIONS.stream().anyMatch(given::hasMatchedOption);
    if (id.isEmpty() != named)
      throw new ParameterException(
          given.commandSpec().commandLine(), "name one SESSION_ID, or options that say which");
    try (var operator = Operator.of(given, terminal)) {
      var sessions = new SessionsApi(operator.client());
      var ending =
          new Ending(
              sessions,
              terminal,
              given.hasMatchedOption("--wait"),
              given.hasMatchedOption("--json"));
      if (id.isEmpty()) return ending.ofMany(which(given), given.hasMatchedOption("--yes"));
      new ConnectedAppsApi(operator.client()).revokeConnectedAppToken(SessionIds.checked(id));
      return ending.ofOne(id);
    }
  }

  private static SessionsToRevoke which(ParseResult given) {
    var which = SessionsToRevoke.where();
    which = with(given, "--user", which, SessionsToRevoke::ofUser);
    which = with(given, "--app", which, SessionsToRevoke::ofApp);
    which = with(given, "--provider", which, SessionsToRevoke::ofProvider);
    which = with(given, "--connected-after", which, (all, text) -> all.connectedAfter(time(text)));
    which =
        with(given, "--connected-before", which, (all, text) -> all.connectedBefore(time(text)));
    var states = given.matchedOptionValue("--state", List.<String>of());
    return states.isEmpty() ? which : which.in(states.stream().map(SessionState::new).toList());
  }

  private static SessionsToRevoke with(
      ParseResult given,
      String option,
      SessionsToRevoke which,
      BiFunction<SessionsToRevoke, String, SessionsToRevoke> condition) {
    String value = given.matchedOptionValue(option, null);
    return value == null ? which : condition.apply(which, value);
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notATime) {
      throw new CommandFailed(text + " is not a time; write it as 2026-11-23T22:22:36Z", notATime);
    }
  }
}
