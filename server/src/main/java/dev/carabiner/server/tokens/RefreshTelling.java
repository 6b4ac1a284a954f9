package dev.carabiner.server.tokens;

import dev.carabiner.server.exchanges.Conversation;
import dev.carabiner.server.exchanges.Decision;
import dev.carabiner.server.exchanges.Outcome;
import dev.carabiner.server.oauth.TokenReply;
import dev.carabiner.server.sessions.Reading;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.statistics.Deed;
import dev.carabiner.server.statistics.Tally;
import java.util.Optional;

/// Tells those who watch how a refresh ended, after it has. Changes nothing of it.
final class RefreshTelling {
  private final SessionStore store;
  private final Tally tally;

  RefreshTelling(SessionStore store, Tally tally) {
    this.store = store;
    this.tally = tally;
  }

  /// Counts it, and ties what came of it to what was said.
  void ended(Session session, TokenReply reply) {
    var deed =
        reply instanceof TokenReply.Granted
            ? Deed.REFRESHED
            : Deed.refreshFailed(Outcome.of(reply).word());
    tally.count(session.key().workspace(), Optional.of(session.key().app()), deed);
    Conversation.decided(decision(session, reply));
  }

  /// The same for an answer that came when the refresh had been given up; its conversation is over.
  void late(Optional<Conversation> conversation, Session session, TokenReply reply) {
    if (reply instanceof TokenReply.Granted)
      tally.count(session.key().workspace(), Optional.of(session.key().app()), Deed.REFRESHED);
    conversation.ifPresent(heard -> {
      heard.decide(decision(session, reply));
      heard.report();
    });
  }

  /// What became of the session is looked up when it is written down.
  private Decision decision(Session before, TokenReply reply) {
    var key = before.key();
    return Decision.on(
        reply,
        () ->
            RefreshWords.of(
                before, reply, store.find(key.workspace(), key.id()).map(Reading::session)));
  }
}
