package dev.carabiner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Application.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProtectedResourceTest {
  private final Sandbox sandbox = Sandbox.start(Application.automatic());
  private final Application application = new Application(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Reply userinfo(String token) {
    return application.send(application.to("/userinfo").header("Authorization", "Bearer " + token));
  }

  @Test
  void a_living_token_tells_account_client_and_scopes() {
    Reply reply = application.me(application.connect("openid notes.read").text("access_token"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json())
        .containsEntry(
            "account", Map.of("id", "ada", "name", "Ada Lovelace", "email", "ada@example.com"))
        .containsEntry("client_id", Application.ID)
        .containsEntry("scopes", List.of("openid", "notes.read"));
  }

  @Test
  void an_expired_token_is_refused_and_the_answer_says_so() {
    String token = application.connect("openid").text("access_token");
    sandbox.control().advance(Duration.ofSeconds(3599));
    assertThat(application.me(token).status()).isEqualTo(200);
    sandbox.control().advance(Duration.ofSeconds(1));
    Reply reply = application.me(token);

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate"))
        .isEqualTo(
            "Bearer realm=\"sandbox\", error=\"invalid_token\","
                + " error_description=\"the access token has expired\"");
  }

  @Test
  void a_revoked_or_made_up_token_is_refused() {
    String token = application.connect("openid").text("access_token");
    application.form("/revoke", Map.of("token", token));

    assertThat(application.me(token).header("WWW-Authenticate")).contains("was revoked");
    assertThat(application.me("made-up").header("WWW-Authenticate")).contains("no such");
  }

  @Test
  void without_a_token_the_answer_asks_for_one() {
    Reply reply = application.get("/api/me");

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"sandbox\"");
  }

  @Test
  void userinfo_needs_the_scope_openid() {
    assertThat(userinfo(application.connect("openid").text("access_token")).json())
        .containsEntry("sub", "ada")
        .containsEntry("name", "Ada Lovelace")
        .containsEntry("email", "ada@example.com");
    Reply refused = userinfo(application.connect("profile").text("access_token"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.header("WWW-Authenticate")).contains("insufficient_scope");
    assertThat(userinfo("made-up").status()).isEqualTo(401);
  }
}
