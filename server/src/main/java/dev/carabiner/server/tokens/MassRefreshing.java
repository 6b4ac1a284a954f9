package dev.carabiner.server.tokens;

import dev.carabiner.server.base.Workers;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.PageCursor;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionFilter;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.SessionStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Has the tokens of all sessions that a filter names renewed, page by page, newest first, a few at
/// a time. Each goes the way of every other refresh: nobody asks a provider twice at a time, nor
/// one that wants to be left alone.
public final class MassRefreshing {
  /// The only state that anything can be renewed in.
  public static final String RENEWABLE = "connected";

  private static final int AT_ONCE = 16;
  private static final Duration LONGEST = RefreshNow.LONGEST.plusSeconds(5);

  private final SessionStore store;
  private final RefreshNow refreshing;
  private final Workers workers;

  public MassRefreshing(SessionStore store, RefreshNow refreshing, Workers workers) {
    this.store = store;
    this.refreshing = refreshing;
    this.workers = workers;
  }

  /// What became of one session.
  public record Report(SessionId session, RefreshNow.Outcome outcome) {}

  /// A page of the report.
  ///
  /// @param next goes on with the next page; absent after the last one
  public record Page(List<Report> reports, Optional<PageCursor> next) {
    public Page {
      reports = List.copyOf(reports);
    }
  }

  /// Renews the tokens of one page. Waits until each has been answered for, 30 s for every 16 of
  /// them at most.
  public Page refresh(
      Workspace workspace, SessionFilter filter, Optional<PageCursor> after, int limit) {
    var found = store.list(workspace, filter, after, limit + 1);
    var sessions = found.subList(0, Math.min(limit, found.size()));
    var reports = new ArrayList<Report>();
    for (var from = 0; from < sessions.size(); from += AT_ONCE)
      reports.addAll(together(sessions.subList(from, Math.min(sessions.size(), from + AT_ONCE))));
    return new Page(
        reports,
        found.size() > limit ? Optional.of(PageCursor.of(sessions.getLast())) : Optional.empty());
  }

  private List<Report> together(List<Session> sessions) {
    var answers = sessions.stream().map(this::begun).toList();
    var reports = new ArrayList<Report>();
    for (var i = 0; i < sessions.size(); i++)
      reports.add(new Report(sessions.get(i).key().id(), outcome(answers.get(i))));
    return reports;
  }

  private CompletableFuture<RefreshNow.Outcome> begun(Session session) {
    var answer = new CompletableFuture<RefreshNow.Outcome>();
    workers.start(() -> {
      try {
        answer.complete(refreshing.of(session.key().workspace(), session.key().id()));
      } catch (RuntimeException failed) {
        answer.completeExceptionally(failed);
      }
    });
    return answer;
  }

  /// @throws RuntimeException what the store threw
  private RefreshNow.Outcome outcome(CompletableFuture<RefreshNow.Outcome> answer) {
    try {
      return workers.await(answer, LONGEST) ? answer.join() : RefreshNow.Outcome.NOT_NOW;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return RefreshNow.Outcome.NOT_NOW;
    }
  }
}
