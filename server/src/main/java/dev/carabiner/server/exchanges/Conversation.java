package dev.carabiner.server.exchanges;

import dev.carabiner.server.oauth.Errand;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// What is asked of providers in one piece of work for a session. Whoever does that work says so;
/// an [ObservedWire] below hears each request, and what was decided is tied to the request heard
/// last. Without an observed wire nothing is heard and nothing kept.
///
/// Nothing here waits, throws, or changes what the work does.
public final class Conversation {
  private static final ScopedValue<Conversation> CURRENT = ScopedValue.newInstance();
  private static final int MOST_CALLS = 30;

  private final About about;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Call> calls = new ArrayList<>();
  private final List<Secret> secrets = new ArrayList<>();

  /// Whom it is about.
  ///
  /// @param generation whose token is sent; 0 where there is none yet
  record About(Session.Key session, long generation) {}

  private Conversation(About about) {
    this.about = about;
  }

  /// Does work for a session, and reports what was heard when it is done.
  ///
  /// @param generation whose token it is about; 0 where there is none yet
  public static <T> T about(Session.Key session, long generation, Supplier<T> work) {
    var conversation = new Conversation(new About(session, generation));
    try {
      return conversation.during(work);
    } finally {
      conversation.report();
    }
  }

  /// The one that this thread's work belongs to.
  public static Optional<Conversation> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /// Ties a decision to the request heard last in this thread's conversation, if there is one.
  public static void decided(Decision decision) {
    current().ifPresent(conversation -> conversation.decide(decision));
  }

  /// Says what must not show up in anything that is kept of this thread's conversation.
  public static void knows(Secret... secrets) {
    current().ifPresent(conversation -> conversation.keepOut(List.of(secrets)));
  }

  /// Does a part of the work in this thread.
  public <T> T during(Supplier<T> work) {
    return ScopedValue.where(CURRENT, this).call(work::get);
  }

  /// Ties a decision to the request heard last, if there is one.
  public void decide(Decision decision) {
    locked(() -> {
      if (!calls.isEmpty()) calls.getLast().decided(decision);
    });
  }

  /// Hands on what has been heard since the last time.
  public void report() {
    locked(() -> calls.forEach(call -> call.report(about, secrets)));
  }

  private void keepOut(List<Secret> more) {
    locked(() -> secrets.addAll(more));
  }

  /// Empty when more is asked than anybody would read.
  Optional<Call> asks(Recorder recorder, Errand.Kind kind, OutboundRequest request, Instant begun) {
    var call = new Call(recorder, kind, request, begun);
    lock.lock();
    try {
      if (calls.size() >= MOST_CALLS) return Optional.empty();
      calls.add(call);
      return Optional.of(call);
    } finally {
      lock.unlock();
    }
  }

  void answers(Call call, OutboundAnswer answer, Duration took) {
    locked(() -> call.answered(answer, took));
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }
}
