package dev.carabiner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Application.Reply;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAuthenticationTest {
  private static final String ODD_SECRET = "a b+c:d%e&ü";
  private final Sandbox sandbox =
      Sandbox.start(
          Application.automatic()
              .withClients(
                  RegisteredClient.confidential(Application.ID, ODD_SECRET).withAnyLoopback(),
                  RegisteredClient.open("public").withAnyLoopback()));
  private final Application application = new Application(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Map<String, String> exchange() {
    return Application.exchange(application.code("openid"));
  }

  private Reply token(Optional<String> authorization, Map<String, String> form) {
    return application.form("/token", authorization, Application.encode(form));
  }

  @Test
  void basic_credentials_are_form_urlencoded() {
    Reply reply = token(Optional.of(Application.basic(Application.ID, ODD_SECRET)), exchange());

    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void credentials_may_come_in_the_body() {
    Map<String, String> form = exchange();
    form.put("client_id", Application.ID);
    form.put("client_secret", ODD_SECRET);

    assertThat(token(Optional.empty(), form).status()).isEqualTo(200);
  }

  @Test
  void two_ways_at_once_are_an_invalid_request() {
    Map<String, String> form = exchange();
    form.put("client_id", Application.ID);
    form.put("client_secret", ODD_SECRET);
    Reply reply = token(Optional.of(Application.basic(Application.ID, ODD_SECRET)), form);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("error")).isEqualTo("invalid_request");
  }

  @Test
  void a_client_id_that_differs_from_the_header_is_an_invalid_request() {
    Map<String, String> form = exchange();
    form.put("client_id", "public");
    Reply reply = token(Optional.of(Application.basic(Application.ID, ODD_SECRET)), form);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("error")).isEqualTo("invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic !!!", "Basic bm9jb2xvbg==", "Bearer abc", "Basic OnNlY3JldA=="})
  void a_header_that_is_no_good_is_an_invalid_client_and_asks_for_basic(String header) {
    Reply reply = token(Optional.of(header), exchange());

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.text("error")).isEqualTo("invalid_client");
    assertThat(reply.header("WWW-Authenticate")).isEqualTo("Basic realm=\"sandbox\"");
  }

  @Test
  void a_wrong_secret_is_an_invalid_client() {
    Map<String, String> form = exchange();
    form.put("client_id", Application.ID);
    form.put("client_secret", "wrong");

    for (Reply reply :
        new Reply[] {
          token(Optional.empty(), form),
          token(Optional.of(Application.basic(Application.ID, "wrong")), exchange()),
          token(Optional.of(Application.basic("nobody", "wrong")), exchange())
        }) {
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.text("error")).isEqualTo("invalid_client");
      assertThat(reply.body()).doesNotContain(ODD_SECRET);
    }
  }

  @Test
  void a_confidential_client_without_its_secret_is_an_invalid_client() {
    Map<String, String> form = exchange();
    assertThat(token(Optional.empty(), form).status()).isEqualTo(401);
    form.put("client_id", Application.ID);
    assertThat(token(Optional.empty(), form).status()).isEqualTo(401);
  }

  @Test
  void a_public_client_names_itself_and_proves_itself_by_pkce() {
    Map<String, String> request = Application.request("openid");
    request.put("client_id", "public");
    String code = application.authorize(request).redirect().first("code").orElseThrow();
    Map<String, String> form = Application.exchange(code);
    form.put("client_id", "public");

    assertThat(token(Optional.empty(), form).status()).isEqualTo(200);
    form.put("client_secret", "surprise");
    assertThat(token(Optional.empty(), form).status()).isEqualTo(401);
  }

  @Test
  void a_repeated_parameter_is_an_invalid_request() {
    Reply reply =
        application.form(
            "/token",
            Optional.of(Application.basic(Application.ID, ODD_SECRET)),
            "grant_type=refresh_token&refresh_token=a&refresh_token=b");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("error_description")).contains("refresh_token");
  }

  @Test
  void another_content_type_is_an_invalid_request() {
    Reply reply =
        application.send(
            application
                .to("/token")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"grant_type\":\"refresh_token\"}")));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("error")).isEqualTo("invalid_request");
  }

  @Test
  void no_secret_is_printed() {
    assertThat(RegisteredClient.confidential("a", "hush").toString()).doesNotContain("hush");
    assertThat(SandboxSettings.defaults().toString()).doesNotContain("sandbox-secret");
  }
}
