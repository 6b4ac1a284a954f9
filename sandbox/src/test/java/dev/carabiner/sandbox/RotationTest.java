package dev.carabiner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Application.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RotationTest {
  private static Sandbox sandbox(Rotation rotation) {
    return Sandbox.start(Application.automatic().withRotation(rotation));
  }

  @Test
  void without_rotation_the_refresh_token_stays_and_none_is_returned() {
    try (Sandbox sandbox = sandbox(Rotation.none())) {
      Application application = new Application(sandbox);
      String refreshToken = application.connect("openid offline_access").text("refresh_token");
      for (int i = 0; i < 3; i++) {
        Reply reply = application.refresh(refreshToken);

        assertThat(reply.json())
            .containsOnlyKeys("access_token", "token_type", "expires_in", "scope");
        assertThat(application.me(reply.text("access_token")).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void with_rotation_every_refresh_gives_a_new_one() {
    try (Sandbox sandbox = sandbox(Rotation.strict())) {
      Application application = new Application(sandbox);
      String first = application.connect("openid offline_access").text("refresh_token");
      String second = application.refresh(first).text("refresh_token");
      String third = application.refresh(second).text("refresh_token");

      assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
      assertThat(application.refresh(third).status()).isEqualTo(200);
    }
  }

  @Test
  void reuse_ends_the_grant_with_all_its_tokens() {
    try (Sandbox sandbox = sandbox(Rotation.strict())) {
      Application application = new Application(sandbox);
      Reply connected = application.connect("openid offline_access");
      Reply refreshed = application.refresh(connected.text("refresh_token"));
      Reply reused = application.refresh(connected.text("refresh_token"));

      assertThat(reused.status()).isEqualTo(400);
      assertThat(reused.text("error")).isEqualTo("invalid_grant");
      assertThat(application.refresh(refreshed.text("refresh_token")).text("error"))
          .isEqualTo("invalid_grant");
      assertThat(application.me(connected.text("access_token")).status()).isEqualTo(401);
      assertThat(application.me(refreshed.text("access_token")).status()).isEqualTo(401);
    }
  }

  @Test
  void reuse_leaves_other_grants_alone() {
    try (Sandbox sandbox = sandbox(Rotation.strict())) {
      Application application = new Application(sandbox);
      Reply other = application.connect("openid offline_access");
      String refreshToken = application.connect("openid offline_access").text("refresh_token");
      application.refresh(refreshToken);
      application.refresh(refreshToken);

      assertThat(application.me(other.text("access_token")).status()).isEqualTo(200);
      assertThat(application.refresh(other.text("refresh_token")).status()).isEqualTo(200);
    }
  }

  @Test
  void in_the_grace_period_the_old_token_is_still_accepted_and_after_it_merely_refused() {
    try (Sandbox sandbox = sandbox(Rotation.rotate(Duration.ofSeconds(30)))) {
      Application application = new Application(sandbox);
      String old = application.connect("openid offline_access").text("refresh_token");
      String next = application.refresh(old).text("refresh_token");
      sandbox.control().advance(Duration.ofSeconds(29));
      Reply again = application.refresh(old);
      sandbox.control().advance(Duration.ofSeconds(1));
      Reply late = application.refresh(old);

      assertThat(again.status()).isEqualTo(200);
      assertThat(again.text("refresh_token")).isNotEqualTo(next);
      assertThat(late.text("error")).isEqualTo("invalid_grant");
      assertThat(application.refresh(next).status()).isEqualTo(200);
      assertThat(application.refresh(again.text("refresh_token")).status()).isEqualTo(200);
    }
  }

  @Test
  void a_grace_period_can_end_in_the_end_of_the_grant() {
    try (Sandbox sandbox = sandbox(new Rotation.Rotating(Duration.ofSeconds(30), true))) {
      Application application = new Application(sandbox);
      String old = application.connect("openid offline_access").text("refresh_token");
      String next = application.refresh(old).text("refresh_token");
      assertThat(application.refresh(old).status()).isEqualTo(200);
      sandbox.control().advance(Duration.ofSeconds(30));

      assertThat(application.refresh(old).text("error")).isEqualTo("invalid_grant");
      assertThat(application.refresh(next).text("error")).isEqualTo("invalid_grant");
    }
  }

  @Test
  void of_many_refreshes_at_once_with_one_token_exactly_one_wins() {
    try (Sandbox sandbox = sandbox(Rotation.strict())) {
      Application application = new Application(sandbox);
      String refreshToken = application.connect("openid offline_access").text("refresh_token");
      List<CompletableFuture<Reply>> racing =
          IntStream.range(0, 16)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> application.refresh(refreshToken)))
              .toList();

      assertThat(racing.stream().map(CompletableFuture::join).filter(r -> r.status() == 200))
          .hasSize(1);
      assertThat(sandbox.ledger().tokenRequests("refresh_token")).hasSize(16);
    }
  }
}
