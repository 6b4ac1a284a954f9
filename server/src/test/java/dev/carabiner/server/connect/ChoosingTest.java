package dev.carabiner.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.oauth.AccountChoice.Candidate;
import dev.carabiner.server.oauth.Grant;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.simulation.MemorySessionStore;
import dev.carabiner.vault.KeyRing;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChoosingTest {
  private static final Candidate FIRST = new Candidate("t1", "Acme", tenant("t1"));
  private static final Candidate SECOND = new Candidate("t2", "Brightdesk", tenant("t2"));

  private final Vault vault =
      new Vault(KeyRing.of(Secret.of("0123456789abcdef0123456789abcdef"), List.of()));
  private final GrantSealer sealer = new GrantSealer(vault);
  private final RandomValues random = new RandomValues();
  private final MemorySessionStore store = new MemorySessionStore(Clock.tickMillis(ZoneOffset.UTC));
  private final Session session = connected();
  private final Flow flow = choosing();

  private static Map<String, Secret> tenant(String id) {
    return Map.of("tenant_id", Secret.of(id));
  }

  private Session connected() {
    var key = new Session.Key(Workspace.DEFAULT, new AppKey("acme"), new SessionId(random.next()));
    var now = store.now();
    var grant =
        new Grant(
            Secret.of("access"),
            Optional.of(Secret.of("refresh")),
            Optional.of(Duration.ofHours(1)),
            Optional.empty(),
            Optional.empty(),
            Map.of("tenant_id", Secret.of("t1"), "region", Secret.of("eu")),
            Optional.empty());
    var sealed =
        sealer.first(grant, List.of(), Optional.empty(), now, field -> key.binding(field, 1));
    var owner = new Owner(Optional.of("56"), Optional.empty());
    var whole =
        Session.pending(key, owner, ProviderGrant.none(List.of()), now, now).connected(sealed, now);
    assertThat(whole.renewal().generation()).isEqualTo(1);
    assertThat(store.commit(Change.of(new Change.Step.InsertSession(whole)))).isTrue();
    return whole;
  }

  private Flow choosing() {
    var request =
        new Flow.Request(
            Flow.Kind.CONNECT,
            "https://app.example/",
            Optional.empty(),
            Optional.empty(),
            store.now());
    var sent =
        new Flow(
            random.next(), session.key(), 3, request, Optional.of("browser"), new Flow.Step.Open());
    var choice =
        new Choices(List.of(FIRST, SECOND), session.times().connected()).sealed(vault, sent);
    var granted =
        sent.at(new Flow.Step.Granted(random.next(), Optional.empty(), Optional.of(choice)));
    assertThat(store.commit(Change.of(new Change.Step.InsertFlow(granted)))).isTrue();
    return granted;
  }

  private Map<String, Secret> kept() {
    return sealer
        .kept(store.find(Workspace.DEFAULT, session.key().id()).orElseThrow().session())
        .values();
  }

  private String keptTenant() {
    return Objects.requireNonNull(kept().get("tenant_id")).reveal(Reveal.TO_COMPARE);
  }

  private Choosing neverWaiting() {
    return new Choosing(
        store,
        vault,
        length -> {
          throw new InterruptedException();
        });
  }

  @Test
  void the_choice_replaces_the_first_ones_values_and_nothing_else() {
    assertThat(neverWaiting().choose(flow, 1)).isTrue();

    assertThat(keptTenant()).isEqualTo("t2");
    assertThat(kept()).containsKey("region");
    assertThat(Choices.of(vault, store.flowByLink(flow.linkHash()).orElseThrow())).isEmpty();
    assertThat(neverWaiting().choose(flow, 0)).isTrue();
    assertThat(keptTenant()).isEqualTo("t2");
  }

  @Test
  void what_is_not_on_the_list_cannot_be_chosen() {
    assertThat(neverWaiting().choose(flow, 2)).isFalse();
    assertThat(keptTenant()).isEqualTo("t1");
  }

  @Test
  void a_refresh_under_way_is_waited_for() {
    assertThat(store.claim(session, "node", Duration.ofSeconds(20))).isPresent();

    assertThat(neverWaiting().choose(flow, 1)).isFalse();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(keptTenant()).isEqualTo("t1");
    assertThat(Choices.of(vault, store.flowByLink(flow.linkHash()).orElseThrow())).isPresent();
  }

  @Test
  void a_session_that_has_been_connected_anew_keeps_its_values() {
    var anew = session.connected(session.grant(), store.now().plusMillis(5));
    assertThat(store.commit(Change.of(new Change.Step.ReplaceSession(session, anew)))).isTrue();

    assertThat(neverWaiting().choose(flow, 1)).isTrue();

    assertThat(store.find(Workspace.DEFAULT, session.key().id()).orElseThrow().session().grant())
        .isEqualTo(anew.grant());
  }
}
