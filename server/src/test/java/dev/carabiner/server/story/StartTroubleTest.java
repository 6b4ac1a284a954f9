package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.app.Carabiner;
import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.server.web.CannotListen;
import dev.carabiner.vault.MasterKey;
import dev.carabiner.vault.MasterKeyUnusable;
import dev.carabiner.vault.Reveal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTroubleTest {
  private static final URI ISSUER = URI.create("http://127.0.0.1:9");

  @TempDir Path folder;

  @Test
  void a_taken_port_is_one_clear_line_and_leaves_nothing_locked() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var yaml = House.yaml("http://127.0.0.1:" + taken.getLocalPort(), ISSUER);

      assertThatThrownBy(() -> House.start(folder, yaml))
          .isInstanceOf(CannotListen.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
    }
    started(yaml()).stop();
  }

  @Test
  void a_wrong_master_key_is_refused_by_name_and_changes_nothing() throws IOException {
    started(yaml()).stop();
    var key = folder.resolve("master.key");
    var right = Files.readString(key);
    Files.writeString(
        key, MasterKey.generate(new SecureRandom()).reveal(Reveal.TO_THE_PERSON_WHO_MADE_IT));

    assertThatThrownBy(() -> House.start(folder, yaml()))
        .isInstanceOf(MasterKeyUnusable.class)
        .hasMessageContaining("vault.master-key");

    Files.writeString(key, right);
    started(yaml()).stop();
  }

  @Test
  void a_missing_key_file_is_made_once_and_never_again() throws IOException {
    started(yaml()).stop();
    var key = folder.resolve("master.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    Files.delete(key);

    assertThatThrownBy(() -> House.start(folder, yaml()))
        .isInstanceOf(MasterKeyUnusable.class)
        .hasMessageContaining("from its backup");
    assertThat(key).doesNotExist();
  }

  @Test
  void a_second_server_on_one_file_is_refused_in_one_line() {
    var first = started(yaml());
    try {
      assertThatThrownBy(() -> House.start(folder, yaml()))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("in use");
    } finally {
      first.stop();
    }
  }

  @Test
  void what_only_the_provider_can_tell_is_refused_with_file_line_and_key() {
    var wrongs =
        Map.of(
            "provider: sandbox-id",
                List.of(
                    "provider: no-such-provider",
                    "apps[0].provider: there is no provider no-such-provider; allowed: "),
            "client-id: carabiner",
                List.of("client-id: carabiner\n    environment: moon", "apps[0].environment: "),
            "linking: bind",
                List.of("linking: bind\n    variables: {planet: mars}", "apps[1].variables: "),
            "issuer: http://127.0.0.1:9",
                List.of(
                    "token_endpoint: javascript:alert(1)\n    authorization_endpoint: javascript:alert(1)",
                    "providers[0]."));
    wrongs.forEach((right, wrong) -> {
      var yaml = yaml().replaceFirst(Pattern.quote(right), wrong.getFirst());
      assertThatThrownBy(() -> House.start(folder, yaml))
          .as(right)
          .isInstanceOf(SettingsProblem.class)
          .hasMessageMatching("(?s).*carabiner\\.yaml:\\d+: .*")
          .hasMessageContaining(wrong.getLast());
    });
  }

  private static String yaml() {
    return House.yaml("http://127.0.0.1:" + House.freePort(), ISSUER);
  }

  private Carabiner started(String yaml) {
    return House.start(folder, yaml);
  }
}
