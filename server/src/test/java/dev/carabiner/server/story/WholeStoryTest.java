package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeStoryTest {
  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = House.open(folder);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_user_connects_the_back_end_reads_a_token_and_revokes_it() {
    var started = house.api.get("/api/v1/connected_apps/auth_url?key_code_ref=sandbox&user_id=56");
    assertThat(started.status()).isEqualTo(200);
    assertThat(house.api.get(token(started.text("session_id"))).code())
        .isEqualTo("SESSION_PENDING");

    var callback = new Browser().connect(started.text("url"));
    assertThat(callback.toString())
        .isEqualTo(House.CALLBACK + "&session_id=" + started.text("session_id"));

    var token = house.api.get(token(started.text("session_id")));
    assertThat(token.status()).isEqualTo(200);
    assertThat(token.text("access_token_expiry"))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(house.provider(token.text("access_token"))).isEqualTo(200);

    var revoked =
        house.api.post("/api/v1/connected_apps/revoke?session_id=" + started.text("session_id"));
    assertThat(revoked.response().body()).isEqualTo("{\"message\":\"Success\",\"code\":\"OK\"}");
    assertThat(house.api.get(token(started.text("session_id"))).code())
        .isEqualTo("INVALID_SESSION");
    assertThat(
            house
                .api
                .post("/api/v1/connected_apps/revoke?session_id=" + started.text("session_id"))
                .status())
        .isEqualTo(200);
    Eventually.holds(() -> house.provider(token.text("access_token")) == 401);
  }

  private static String token(String session) {
    return "/api/v1/connected_apps/token?session_id=" + session;
  }
}
