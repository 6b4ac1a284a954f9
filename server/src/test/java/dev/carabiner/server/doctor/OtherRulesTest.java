package dev.carabiner.server.doctor;

import static dev.carabiner.server.doctor.Rows.NOW;
import static dev.carabiner.server.doctor.Rows.PLACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.governor.GateKey;
import dev.carabiner.server.governor.GateState;
import dev.carabiner.server.governor.Gates;
import dev.carabiner.server.governor.Trouble;
import dev.carabiner.server.governor.Why;
import dev.carabiner.server.sessions.AppAlarm;
import dev.carabiner.vault.Sealed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OtherRulesTest {
  private static final Instant LONG_AGO = NOW.minusSeconds(61);
  private static final Instant JUST_NOW = NOW.minusSeconds(59);

  private final Rows rows = new Rows();

  @Test
  void an_exchange_without_answer_is_told_while_its_session_is_pending() {
    judge(flow("pending", "exchanging", JUST_NOW, Optional.empty(), true));
    judge(flow("connected", "exchanging", LONG_AGO, Optional.empty(), true));
    judge(flow("pending", "sent", LONG_AGO, Optional.empty(), true));
    assertThat(rows.found()).isEmpty();
    judge(flow("pending", "exchanging", LONG_AGO, Optional.empty(), true));
    assertThat(rows.found()).containsExactly("exchanges");
  }

  @Test
  void a_grant_kept_past_its_time_and_a_damaged_flow_are_named() {
    judge(flow("pending", "granted", NOW, Optional.of(JUST_NOW), true));
    assertThat(rows.found()).isEmpty();
    judge(flow("pending", "granted", NOW, Optional.of(LONG_AGO), true));
    assertThat(rows.found()).containsExactly("unconfirmed");
    judge(flow("pending", "open", NOW, Optional.empty(), false));
    assertThat(rows.found()).containsExactly("flow-rows", "unconfirmed");
  }

  @Test
  void a_flow_whose_verifier_does_not_open_is_named() {
    judge(
        new StoredFlow(
            "hash",
            PLACE,
            Optional.of("pending"),
            new StoredFlow.Step("sent", Optional.of(NOW)),
            Optional.empty(),
            true,
            Map.of("verifier", Sealed.of(new byte[40]))));
    assertThat(rows.of(Rule.FLOW_ROW).getFirst().note()).isEqualTo("verifier does not open");
  }

  private void judge(StoredFlow flow) {
    new FlowRules(rows.situation(), rows.findings).judge(flow);
  }

  private static StoredFlow flow(
      String state, String step, Instant until, Optional<Instant> confirm, boolean readable) {
    return new StoredFlow(
        "hash",
        PLACE,
        Optional.of(state),
        new StoredFlow.Step(step, Optional.of(until)),
        confirm,
        readable,
        Map.of());
  }

  @Test
  void revocations_that_are_late_failing_unsure_or_sealed_elsewhere_are_named() {
    judge("QUEUED", 2, Optional.of(JUST_NOW), Map.of());
    judge("REVOKED_AT_PROVIDER", 4, Optional.empty(), Map.of());
    assertThat(rows.found()).isEmpty();
    judge("QUEUED", 1, Optional.of(LONG_AGO), Map.of());
    assertThat(rows.found()).containsExactly("revocations-due");
    judge("QUEUED", 3, Optional.of(NOW.plusSeconds(9)), Map.of());
    judge("UNCERTAIN", 1, Optional.empty(), Map.of());
    judge("FAILED", 1, Optional.empty(), Map.of());
    judge("QUEUED", 0, Optional.of(NOW), Map.of("access_token", Sealed.of(new byte[40])));
    assertThat(rows.found())
        .containsExactly(
            "revocation-seals", "revocations-due", "revocations-failing", "revocations-ended");
    assertThat(rows.of(Rule.REVOCATION_UNSURE)).hasSize(2);
  }

  private void judge(String receipt, int tries, Optional<Instant> due, Map<String, Sealed> seals) {
    new QueueRules(rows.situation(), rows.findings)
        .judge(new StoredRevocation("r", PLACE, NOW, receipt, tries, due, seals));
  }

  @Test
  void alarms_gates_and_nodes_are_told() {
    var household = new HouseholdRules(rows.findings);
    var trouble = new Trouble(LONG_AGO, 1, Why.NO_ANSWER, Optional.empty(), false);
    household.alarms(
        List.of(
            new AppAlarm(
                new Workspace("default"), new AppKey("notes"), "f", "invalid_client", NOW, NOW)));
    household.gates(
        List.of(
            new Gates.Known(new GateKey("a.example", "c"), GateState.Flowing.ALWAYS),
            new Gates.Known(new GateKey("b.example", "c"), new GateState.Shut(trouble, NOW))));
    household.nodes(
        List.of(new StoredNode("here", NOW), new StoredNode("gone", LONG_AGO)), rows.situation());

    assertThat(rows.of(Rule.APP_ALARM))
        .extracting(Subject::note)
        .containsExactly("app notes, invalid_client");
    assertThat(rows.of(Rule.GATES))
        .extracting(Subject::note)
        .containsExactly("c@b.example, no answer");
    assertThat(rows.of(Rule.NODES)).extracting(Subject::note).containsExactly("node gone");
  }

  @Test
  void webhooks_that_get_nothing_or_do_not_open_are_named() {
    var ages = NOW.minusSeconds(3601);
    judge(Optional.of("switched_off"), Optional.empty(), Optional.of(ages));
    judge(Optional.empty(), Optional.empty(), Optional.of(NOW.minusSeconds(3599)));
    assertThat(rows.of(Rule.WEBHOOK)).isEmpty();
    assertThat(rows.of(Rule.WEBHOOK_SEAL)).hasSize(2);
    judge(Optional.of("failing"), Optional.of(ages), Optional.empty());
    judge(Optional.empty(), Optional.of(ages), Optional.empty());
    judge(Optional.empty(), Optional.empty(), Optional.of(ages));
    assertThat(rows.of(Rule.WEBHOOK))
        .extracting(Subject::note)
        .containsExactly(
            "webhook w, 1 events wait, stopped: failing",
            "webhook w, 1 events wait, failing",
            "webhook w, 1 events wait");
  }

  private void judge(
      Optional<String> stopped, Optional<Instant> failing, Optional<Instant> oldest) {
    new WebhookRules(rows.situation(), rows.findings)
        .judge(
            new StoredWebhook(
                "default",
                "w",
                new StoredWebhook.Secrets(Sealed.of(new byte[40]), 1, Optional.empty()),
                stopped,
                failing,
                new StoredWebhook.Waiting(1, oldest)));
  }
}
