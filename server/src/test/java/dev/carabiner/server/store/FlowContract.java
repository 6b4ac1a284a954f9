package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Flow.Step;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Flows.
interface FlowContract extends StoreContract {

  @Test
  default void a_flow_is_read_back_at_every_step() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.pending());
    for (var step : steps(examples)) {
      var flow = examples.flow(session, step);
      assertThat(sessions().commit(insert(flow))).isTrue();
      assertThat(sessions().flowByLink(flow.linkHash())).contains(flow);
      if (flow.stateHash().isPresent())
        assertThat(sessions().flowByState(flow.stateHash().orElseThrow())).contains(flow);
      assertThat(sessions().newestFlow(session.key())).contains(flow);
    }
    assertThat(sessions().flowByLink(Examples.random())).isEmpty();
    assertThat(sessions().flowByState(Examples.random())).isEmpty();
  }

  private static Change insert(Flow flow) {
    return Change.of(new Change.Step.InsertFlow(flow));
  }

  private static List<Step> steps(Examples examples) {
    var now = examples.now;
    var slot = examples.full().grant();
    var bare = Optional.of(ProviderGrant.none(List.of()));
    var verifier = Optional.of(Examples.sealed("verifier"));
    var nonce = Optional.of(Examples.sealed("nonce"));
    var kept = Optional.of(Examples.sealed("kept"));
    var issuer = Optional.of("https://issuer.example");
    var code = Optional.of(Examples.random());
    var until = now.plusSeconds(120);
    return List.of(
        new Step.Open(),
        new Step.Sent(Examples.random(), verifier, nonce, issuer, true, "https://r", until, kept),
        new Step.Sent(
            Examples.random(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            "https://r",
            until,
            Optional.empty()),
        new Step.Exchanging(Examples.random(), until),
        new Step.Granted(Examples.random(), Optional.empty()),
        new Step.Granted(Examples.random(), Optional.empty(), kept),
        new Step.Granted(
            Examples.random(),
            Optional.of(new Flow.Confirmation(code, until, Optional.empty(), Optional.of(slot)))),
        new Step.Granted(
            Examples.random(),
            Optional.of(new Flow.Confirmation(code, until, Optional.empty(), bare))),
        new Step.Granted(
            Examples.random(),
            Optional.of(
                new Flow.Confirmation(
                    Optional.empty(), until, Optional.of(now), Optional.empty()))),
        new Step.Failed(Optional.of(Examples.random()), "access_denied", "The user said no."),
        new Step.Failed(Optional.empty(), "access_denied", "The user said no."));
  }

  @Test
  default void a_flow_goes_on_only_from_the_version_that_was_seen() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.pending());
    var steps = steps(examples);
    var open = examples.flow(session, new Step.Open());
    sessions().commit(insert(open));
    var sent = open.at(steps.get(1));
    assertThat(sessions().commit(replace(open, sent))).isTrue();
    assertThat(sessions().commit(replace(open, open.at(steps.get(2))))).isFalse();
    assertThat(sessions().flowByLink(open.linkHash())).contains(sent);

    var failed = sent.at(steps.getLast());
    assertThat(sessions().commit(replace(sent, failed))).isTrue();
    assertThat(sessions().flowByLink(open.linkHash())).contains(failed);
    assertThat(sessions().flowByState(sent.stateHash().orElseThrow())).isEmpty();
  }

  private static Change replace(Flow expected, Flow next) {
    return Change.of(new Change.Step.ReplaceFlow(expected, next));
  }

  @Test
  default void grants_that_nobody_confirmed_in_time_are_found() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.pending());
    var late = holding(examples, session, examples.now.minusSeconds(1));
    var inTime = holding(examples, session, examples.now.plusSeconds(60));
    assertThat(sessions().unconfirmed(1000)).contains(late).doesNotContain(inTime);
    assertThat(sessions().unconfirmed(1)).hasSize(1);
    var failed = late.at(new Step.Failed(Optional.empty(), "access_denied", "Too late."));
    assertThat(sessions().commit(replace(late, failed))).isTrue();
    assertThat(sessions().unconfirmed(1000)).doesNotContain(late, failed);
  }

  private Flow holding(Examples examples, Session session, Instant until) {
    var slot = Optional.of(examples.grant(Optional.of(examples.account)));
    var confirmation =
        new Flow.Confirmation(Optional.of(Examples.random()), until, Optional.empty(), slot);
    var granted = new Step.Granted(Examples.random(), Optional.of(confirmation));
    var flow = examples.flow(session, granted);
    assertThat(sessions().commit(insert(flow))).isTrue();
    return flow;
  }

  @Test
  default void a_newer_flow_leaves_the_older_ones_open() {
    var examples = new Examples(sessions());
    var session = examples.inserted(examples.pending());
    var first = examples.flow(session, new Step.Open());
    var second = examples.flow(session, new Step.Open());
    sessions().commit(insert(first));
    sessions().commit(insert(second));
    assertThat(sessions().newestFlow(session.key())).contains(second);
    assertThat(sessions().flowByLink(first.linkHash())).contains(first);
    var foreign = new Session.Key(Workspace.DEFAULT, examples.app, session.key().id());
    assertThat(sessions().newestFlow(foreign)).isEmpty();
  }
}
