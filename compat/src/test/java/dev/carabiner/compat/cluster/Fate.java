package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.compat.Eventually;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What became of a session's grant.
enum Fate {
  /// A read hands out a token that the provider lets in.
  KEPT,
  /// Lost, and said to be: `needs_reconnect` with the reason `rotation_lost`.
  NAMED;

  /// By that node's word, which is asked until it is clear; nothing else may become of a session.
  static Fate of(Cluster cluster, int node, Policy policy, String session) {
    var fate = new AtomicReference<@Nullable Fate>();
    Eventually.holds(
        "the session's fate is known",
        () -> {
          fate.set(now(cluster, node, policy, session));
          return fate.get() != null;
        });
    return fate.get();
  }

  private static @Nullable Fate now(Cluster cluster, int node, Policy policy, String session) {
    var answer = cluster.read(node, session);
    if (answer.status() == 200) {
      assertThat(cluster.opens(policy, answer.text("access_token"))).isTrue();
      return KEPT;
    }
    if (answer.code().equals("RECONNECT_REQUIRED")) {
      assertThat(answer.reason()).isEqualTo("rotation_lost");
      assertThat(cluster.show(node, session).text("state")).isEqualTo("needs_reconnect");
      return NAMED;
    }
    assertThat(answer.code()).as(answer.body()).isEqualTo("PROVIDER_UNAVAILABLE");
    return null;
  }
}
