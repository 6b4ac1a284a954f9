package dev.carabiner.cli;

import dev.carabiner.client.RevocationReceipt;
import dev.carabiner.client.RevokedSessions;
import dev.carabiner.client.SessionsApi;
import dev.carabiner.client.SessionsToRevoke;
import dev.carabiner.server.base.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Revokes sessions for a person: says how many, asks, shows how far it is, and tells of each one
/// what became of it.
///
/// @param patient whether to stay until the providers have been told
/// @param json whether the report is one JSON document
record Ending(SessionsApi api, Terminal terminal, boolean patient, boolean json) {
  private static final List<String> HEAD = List.of("SESSION", "OUTCOME", "AT THE PROVIDER");
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /// Tells of one session that has just been revoked.
  int ofOne(String id) throws InterruptedException {
    var one = new RevokedSessions.One(id, "revoked", api.getSession(id).revocation());
    var told = patient ? ended(one) : one;
    if (json) terminal.say(Json.write(report(told)));
    else terminal.say("Revoked" + told.revocation().map(each -> "; " + words(each)).orElse(""));
    return 0;
  }

  /// Revokes all that are named.
  int ofMany(SessionsToRevoke which, boolean yes) throws IOException, InterruptedException {
    var total = count(which);
    if (total > 0 && !yes && !terminal.agrees("Revoke " + counted(total) + " for good?"))
      throw new CommandFailed("nothing was revoked; say yes, or add --yes");
    var reports = total == 0 ? List.<RevokedSessions.One>of() : revoked(which, total);
    if (patient) reports = allEnded(reports);
    tell(reports);
    return 0;
  }

  private int count(SessionsToRevoke which) {
    var count = 0;
    var cursor = Optional.<String>empty();
    do {
      var page = api.previewRevocation(which, cursor);
      count += page.sessions().size();
      cursor = page.nextCursor();
    } while (cursor.isPresent());
    return count;
  }

  private List<RevokedSessions.One> revoked(SessionsToRevoke which, int total) {
    var reports = new ArrayList<RevokedSessions.One>();
    var cursor = Optional.<String>empty();
    do {
      var page = api.revokeSessions(which, cursor);
      reports.addAll(page.sessions());
      progress(reports.size() + " of " + total + " revoked");
      cursor = page.nextCursor();
    } while (cursor.isPresent());
    return reports;
  }

  private List<RevokedSessions.One> allEnded(List<RevokedSessions.One> reports)
      throws InterruptedException {
    var told = new ArrayList<RevokedSessions.One>();
    for (var report : reports) {
      told.add(ended(report));
      if (told.size() % 100 == 0) progress(told.size() + " of " + reports.size() + " ended");
    }
    return told;
  }

  private RevokedSessions.One ended(RevokedSessions.One report) throws InterruptedException {
    var one = report;
    while (one.revocation().filter(receipt -> !receipt.hasEnded()).isPresent()) {
      Thread.sleep(BETWEEN_LOOKS);
      var now = api.getSession(one.sessionId()).revocation();
      one = new RevokedSessions.One(one.sessionId(), one.outcome(), now);
    }
    return one;
  }

  private void tell(List<RevokedSessions.One> reports) {
    if (json) {
      var array = Json.array();
      reports.forEach(report -> array.add(report(report)));
      terminal.say(Json.write(array));
      return;
    }
    if (!reports.isEmpty())
      Table.of(HEAD, reports.stream().map(Ending::row).toList()).print(terminal);
    terminal.say(counted(reports.size()) + " revoked");
  }

  private static ObjectNode report(RevokedSessions.One one) {
    var json = Json.object().put("session_id", one.sessionId()).put("outcome", one.outcome());
    json.set("revocation", SessionJson.of(one.revocation()));
    return json;
  }

  private static List<String> row(RevokedSessions.One one) {
    return List.of(one.sessionId(), one.outcome(), one.revocation().map(Ending::words).orElse(""));
  }

  /// A receipt in words.
  static String words(RevocationReceipt receipt) {
    var page = receipt.page().map(url -> ", see " + url).orElse("");
    var why = receipt.reason().map(reason -> " (" + reason.replaceAll("\\.$", "") + ")").orElse("");
    return switch (receipt.receipt()) {
      case "queued" ->
          receipt.tries() == 0
              ? "the provider is being told"
              : "the provider was not told yet, "
                  + times(receipt.tries())
                  + why
                  + receipt.nextTry().map(at -> ", next at " + at).orElse("");
      case "revoked_at_provider" -> "the provider confirmed it";
      case "shared_grant" -> "another session shares the grant, so the provider was not told";
      case "unsupported" ->
          "the provider cannot be told, so the user should end the grant there" + page;
      case "uncertain" -> "we do not know whether the provider heard us" + why + page;
      case "failed" -> "the provider refused, failed " + times(receipt.tries()) + why + page;
      case "not_wanted" -> "the app is set never to tell the provider";
      default -> receipt.receipt() + why + page;
    };
  }

  private static String times(int tries) {
    return tries == 1 ? "once" : tries + " times";
  }

  private static String counted(int sessions) {
    return sessions == 1 ? "1 session" : sessions + " sessions";
  }

  private void progress(String line) {
    terminal.err().println(line);
  }
}
