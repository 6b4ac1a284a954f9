package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Session;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Sessions one at a time.
interface SessionContract extends StoreContract {

  @Test
  default void a_session_is_read_back_as_it_was_written() {
    var examples = new Examples(sessions());
    for (var session : new Session[] {examples.full(), examples.pending(), examples.connected()}) {
      examples.inserted(session);
      assertThat(examples.stored(session)).isEqualTo(session);
    }
  }

  @Test
  default void a_session_comes_with_the_stores_clock() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.pending());
    var before = sessions().now();
    var reading = sessions().find(examples.workspace, session.key().id()).orElseThrow();
    assertThat(reading.now()).isBetween(before, sessions().now());
  }

  @Test
  default void another_workspaces_session_is_not_there() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    assertThat(sessions().find(Workspace.DEFAULT, session.key().id())).isEmpty();
    assertThat(sessions().find(examples.workspace, examples.key().id())).isEmpty();
  }

  @Test
  default void a_replacement_leaves_metadata_and_successor() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.full());
    var next = session.needsReconnect(Reason.GRANT_REVOKED);
    var forgetful =
        new Session(
            next.key(),
            next.owner(),
            next.state(),
            next.grant(),
            next.renewal(),
            next.times(),
            Optional.empty(),
            Map.of());
    assertThat(sessions().commit(Change.of(new Step.ReplaceSession(session, forgetful)))).isTrue();
    assertThat(examples.stored(session)).isEqualTo(next);
  }

  @Test
  default void an_overtaken_replacement_makes_the_whole_change_void() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var revoked = session.revoked(examples.now);
    assertThat(sessions().commit(Change.of(new Step.ReplaceSession(session, revoked)))).isTrue();

    var other = examples.pending();
    var late =
        Change.of(
            new Step.InsertSession(other),
            new Step.InsertFlow(examples.flow(other, new Flow.Step.Open())),
            new Step.RecordEvent(examples.event(other)),
            new Step.QueueRevocation(examples.revocation(session, examples.now)),
            new Step.ReplaceSession(session, session.needsReconnect(Reason.GRANT_REVOKED)));
    assertThat(sessions().commit(late)).isFalse();
    assertThat(examples.stored(session)).isEqualTo(revoked);
    assertThat(sessions().find(examples.workspace, other.key().id())).isEmpty();
    assertThat(sessions().newestFlow(other.key())).isEmpty();
    assertThat(sessions().newestRevocation(examples.workspace, session.key().id())).isEmpty();
  }

  @Test
  default void a_change_whose_last_step_breaks_leaves_nothing() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var event = examples.event(session);
    assertThat(sessions().commit(Change.of(new Step.RecordEvent(event)))).isTrue();
    var revoked = session.revoked(examples.now);
    var breaking =
        Change.of(new Step.ReplaceSession(session, revoked), new Step.RecordEvent(event));
    assertThatThrownBy(() -> sessions().commit(breaking))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The store refused a statement");
    assertThat(examples.stored(session)).isEqualTo(session);
    assertThat(sessions().commit(Change.of(new Step.ReplaceSession(session, revoked)))).isTrue();
  }

  @Test
  default void a_session_of_another_workspace_is_never_replaced() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var foreign = new Session.Key(Workspace.DEFAULT, examples.app, session.key().id());
    var stranger =
        Session.pending(foreign, session.owner(), session.grant(), examples.now, examples.now);
    var same = stranger.connected(session.grant(), examples.now);
    assertThat(same.renewal().fence()).isEqualTo(session.renewal().fence());
    var change = Change.of(new Step.ReplaceSession(same, same.revoked(examples.now)));
    assertThat(sessions().commit(change)).isFalse();
    assertThat(examples.stored(session)).isEqualTo(session);
  }

  @Test
  default void a_fence_never_stands_still() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    assertThatThrownBy(
            () -> sessions().commit(Change.of(new Step.ReplaceSession(session, session))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void notes_are_replaced_without_touching_the_fence() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var id = session.key().id();
    assertThat(sessions().replaceMetadata(examples.workspace, id, Map.of("a", "1"))).isTrue();
    assertThat(sessions().replaceMetadata(Workspace.DEFAULT, id, Map.of("a", "2"))).isFalse();
    assertThat(examples.stored(session).metadata()).isEqualTo(Map.of("a", "1"));
    assertThat(examples.stored(session).renewal()).isEqualTo(session.renewal());
  }

  @Test
  default void a_deleted_session_takes_its_flows_along_and_leaves_its_revocations() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.connected());
    var flow = examples.flow(session, new Flow.Step.Open());
    var revocation = examples.revocation(session, examples.now.plusSeconds(60));
    var change = Change.of(new Step.InsertFlow(flow), new Step.QueueRevocation(revocation));
    assertThat(sessions().commit(change)).isTrue();

    sessions().delete(new Session.Key(Workspace.DEFAULT, examples.app, session.key().id()));
    assertThat(examples.stored(session)).isEqualTo(session);
    sessions().delete(session.key());
    assertThat(sessions().find(examples.workspace, session.key().id())).isEmpty();
    assertThat(sessions().flowByLink(flow.linkHash())).isEmpty();
    assertThat(sessions().newestRevocation(examples.workspace, session.key().id()))
        .contains(revocation);
  }
}
