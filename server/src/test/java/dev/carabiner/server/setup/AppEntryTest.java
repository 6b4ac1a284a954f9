package dev.carabiner.server.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an answer says of an app is what a request may say.
class AppEntryTest {
  private static final RequestEntry ENTRY = new RequestEntry("apps[]");

  @Test
  void an_entry_that_is_read_and_told_again_is_the_same() {
    for (var text :
        List.of(
            """
            {"key":"a","name":"A","workspace":"sales","provider":"p","environment":"test",
             "client_id":"c","identity_app":"i","variables":{"x":"1","a_b":"2"},"allowed_hosts":["*.example.com"],
             "scopes":{"bot":["b"],"user":["z","a"]},"token":"user",
             "authorization_params":{"access_type":"offline"},
             "callback_url":"https://app.example/a",
             "allowed_callback_urls":["https://app.example/b"],"linking":"bind",
             "link_lifetime":"90m","revoke_at_provider":"never","keep_alive":"forever",
             "rotation_policy":"previous_until_used"}\
            """,
            """
            {"key":"a","name":"a","workspace":"default","provider":"p","variables":{},
             "allowed_hosts":[],"scopes":["z","a"],"authorization_params":{},
             "callback_url":"http://127.0.0.1:1/a","allowed_callback_urls":[],
             "linking":"confirm","link_lifetime":"1h","revoke_at_provider":"last",
             "keep_alive":"0"}\
            """)) {
      var entry = Json.parseObject(text).orElseThrow();
      assertThat(AppEntry.of(ENTRY.read(entry, AppReader::app).app())).isEqualTo(entry);
    }
  }

  @Test
  void spans_are_told_in_the_largest_unit_that_fits() {
    for (var pair :
        List.of("86400s 1d", "3600s 1h", "120s 2m", "90s 90s", "48h 2d", "7d 7d", "25h 25h")) {
      var words = pair.split(" ");
      var entry =
          Json.object()
              .put("key", "a")
              .put("provider", "p")
              .put("callback_url", "https://app.example")
              .put("link_lifetime", words[0]);
      assertThat(
              AppEntry.of(ENTRY.read(entry, AppReader::app).app()).path("link_lifetime").asString())
          .isEqualTo(words[1]);
    }
  }
}
