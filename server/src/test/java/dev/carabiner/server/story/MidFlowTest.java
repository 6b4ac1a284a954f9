package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Rotation;
import dev.carabiner.sandbox.Sandbox;
import dev.carabiner.sandbox.SandboxSettings;
import dev.carabiner.server.app.Seams;
import dev.carabiner.server.story.BentWire.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A provider that is set up anew while a browser is away at it.
@Tag("real")
class MidFlowTest {
  @TempDir Path folder;

  @Test
  @DisplayName("P30 a code goes to the provider that its flow began with, or nowhere")
  void a_code_goes_to_its_own_provider_or_nowhere() throws Exception {
    try (var other = Sandbox.start(SandboxSettings.defaults());
        var scene = scene(yaml -> allowing(other, yaml))) {
      var here = "issuer: " + scene.house.sandbox.issuer();
      assertThatNoCodeIsSpentAfter(scene, here, "issuer: " + other.issuer());
    }
  }

  @Test
  @DisplayName(
      "P30 where no issuer is known, a code goes where its flow was to send it, or nowhere")
  void a_code_goes_to_no_address_that_came_up_in_mid_flow() throws Exception {
    try (var other = Sandbox.start(SandboxSettings.defaults());
        var scene = scene(yaml -> allowing(other, withoutIssuer(yaml)))) {
      var here = "token_endpoint: " + scene.house.sandbox.issuer();
      var there = "token_endpoint: " + other.issuer();
      assertThatNoCodeIsSpentAfter(scene, here, there);

      scene.reload(there, here);
      assertThat(scene.works(scene.house.connect("56"))).isTrue();
    }
  }

  @Test
  void a_code_goes_nowhere_where_the_callback_would_lead_it_elsewhere_by_now() throws Exception {
    try (var other = Sandbox.start(SandboxSettings.defaults());
        var scene = scene(yaml -> allowing(other, withToldPort(yaml)))) {
      var here = "here: '" + scene.house.sandbox.issuer().getPort();
      var there = "here: '" + other.issuer().getPort();
      assertThatNoCodeIsSpentAfter(scene, "&server=here", here, there);

      scene.reload(there, here);
      var browser = new Browser();
      var callback = browser.callbackOf(scene.house.link("sandbox", "56").text("url"));
      var end = browser.get(callback + "&server=here");
      assertThat(Browser.location(end).getQuery()).doesNotContain("error");
    }
  }

  @Test
  void a_flow_goes_on_over_changes_that_leave_the_address_alone() throws Exception {
    try (var scene = scene(MidFlowTest::withoutIssuer)) {
      var link = scene.house.link("sandbox", "56");
      var browser = new Browser();
      var callback = browser.callbackOf(link.text("url"));
      scene.reload("name: Sandbox\n", "name: Another name\n");

      assertThat(Browser.location(browser.get(callback)).getQuery()).doesNotContain("error");
      assertThat(scene.works(link.text("session_id"))).isTrue();
    }
  }

  private Scene scene(UnaryOperator<String> settings) {
    return new Scene(folder, Rotation.none(), "none", Seams.NONE, settings);
  }

  private static void assertThatNoCodeIsSpentAfter(Scene scene, String here, String there)
      throws IOException {
    assertThatNoCodeIsSpentAfter(scene, "", here, there);
  }

  /// A flow whose settings change while the browser is away.
  ///
  /// @param more what the provider adds to the callback
  private static void assertThatNoCodeIsSpentAfter(
      Scene scene, String more, String here, String there) throws IOException {
    var link = scene.house.link("sandbox", "56");
    var browser = new Browser();
    var callback = browser.callbackOf(link.text("url"));
    scene.reload(here, there);

    var end = browser.get(callback + more);
    assertThat(scene.wire.calls(Operation.EXCHANGE)).isEmpty();
    assertThat(Browser.location(end).getQuery()).contains("error=server_error");
    assertThat(scene.house.show(link.text("session_id")).text("state")).isEqualTo("expired");
  }

  private static String allowing(Sandbox other, String yaml) {
    return yaml.replace("allow: [", "allow: [" + other.issuer().getRawAuthority() + ", ");
  }

  private static String withoutIssuer(String yaml) {
    return yaml.replaceFirst(
        " issuer: (\\S+)",
        " authorization_endpoint: $1/authorize\n    token_endpoint: $1/token\n    pkce: required");
  }

  private static String withToldPort(String yaml) {
    return yaml.replaceFirst(
        " issuer: http://127.0.0.1:(\\d+)",
        """
         authorization_endpoint: http://127.0.0.1:$1/authorize
            token_endpoint: http://127.0.0.1:\\${port}/token
            pkce: required
            variables: [{id: port, pattern: '[0-9]{1,5}', default: '9', from_callback: server, value_map: {here: '$1'}}]\
        """);
  }
}
