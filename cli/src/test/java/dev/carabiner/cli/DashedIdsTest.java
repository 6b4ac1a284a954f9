package dev.carabiner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashedIdsTest {
  /// Begins as a known option does.
  private static final String HELPFUL = "-h" + "a".repeat(41);

  private static final String ID = "-_" + "Z".repeat(41);

  @ParameterizedTest
  @ValueSource(strings = {"show", "refresh", "revoke", "reconnect-link"})
  void an_id_that_begins_with_a_dash_is_no_option(String command) {
    for (var id : new String[] {ID, HELPFUL, "--" + ID.substring(2)})
      for (var line :
          new String[][] {
            {"sessions", command, id}, {"sessions", command, id, "--config", "nowhere.yaml"}
          }) {
        var ran = Ran.of(line);
        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err()).doesNotContain("Unknown option", "Usage:", "session id");
      }
  }

  @Test
  void the_value_of_an_option_stays_where_it_is() {
    assertThat(DashedIds.last(new SessionsRevokeCommand().spec(), "--user", ID, "--yes"))
        .containsExactly("--user", ID, "--yes");
    assertThat(DashedIds.last(new SessionsRevokeCommand().spec(), "--yes", ID, "--json"))
        .containsExactly("--yes", "--json", "--", ID);
  }

  @Test
  void a_word_of_another_length_is_an_option_still() {
    assertThat(Ran.of("sessions", "show", "-xello").code()).isEqualTo(2);
    assertThat(Ran.of("sessions", "revoke", "--yess").code()).isEqualTo(2);
  }
}
