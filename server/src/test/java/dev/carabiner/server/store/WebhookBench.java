package dev.carabiner.server.store;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Event;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.webhooks.WebhookStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A store in a file with a clock that only the test moves, for what hangs on the outbox.
public final class WebhookBench implements AutoCloseable, InstantSource {
  private final Store store;
  private final RandomValues random = new RandomValues();
  private volatile Instant now;

  /// @param start what the clock shows first
  public WebhookBench(Path folder, Instant start) {
    now = start;
    store = Stores.open(StoreSettings.parse("sqlite:carabiner.db", folder), this);
  }

  @Override
  public Instant instant() {
    return now;
  }

  /// Lets time go by.
  public void pass(Duration time) {
    now = now.plus(time);
  }

  public WebhookStore webhooks() {
    return store.webhooks();
  }

  public SessionStore sessions() {
    return store.sessions();
  }

  /// A session of the default workspace; only its name.
  public Session.Key session() {
    return new Session.Key(Workspace.DEFAULT, new AppKey("acme"), new SessionId(random.next()));
  }

  /// Records an event.
  public Event record(Session.Key session, String type) {
    return recordAll(List.of(session), type).getFirst();
  }

  /// Records one event for each session, in one change.
  public List<Event> recordAll(List<Session.Key> keys, String type) {
    var events = new ArrayList<Event>();
    for (var key : keys) {
      var details = Map.of("state", "connected", "user_id", "user-1");
      events.add(new Event(random.next(), type, key, 1, now, details));
    }
    var steps = events.stream().<Change.Step>map(Change.Step.RecordEvent::new).toList();
    if (!store.sessions().commit(new Change(steps))) throw new AssertionError("not recorded");
    return events;
  }

  @Override
  public void close() {
    store.close();
  }
}
