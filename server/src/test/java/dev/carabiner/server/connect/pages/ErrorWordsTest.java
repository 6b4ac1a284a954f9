package dev.carabiner.server.connect.pages;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ErrorWordsTest {
  private static final Texts ENGLISH = Texts.in(Language.ENGLISH);
  private static final String UNCHANGED = "Nothing was connected and nothing changed.";

  @Test
  void a_link_that_ran_out() {
    assertThat(said(new ConnectError.LinkRanOut(Duration.ofHours(1))))
        .isEqualTo(
            "This link no longer works|Links to connect an account open for one hour, and this one is older. "
                + UNCHANGED
                + "|Go back to Brightdesk and press Connect again.");
  }

  @Test
  void a_used_link_does_not_claim_that_nothing_was_connected() {
    assertThat(said(new ConnectError.LinkUsed()))
        .startsWith("This link was already used|")
        .doesNotContain(UNCHANGED);
  }

  @Test
  void a_state_that_ran_out() {
    assertThat(said(new ConnectError.TookTooLong("Google", Duration.ofMinutes(10))))
        .startsWith(
            "That took too long|There are 10 minutes to say yes at Google, and they had passed. "
                + UNCHANGED);
  }

  @Test
  void a_silent_provider() {
    assertThat(said(new ConnectError.ProviderSilent("Google")))
        .startsWith("Google does not answer at the moment|")
        .contains(UNCHANGED);
  }

  @Test
  void another_account_tells_the_expected_one_to_its_owner_only() {
    assertThat(
            said(new ConnectError.OtherAccount("Google", Optional.of("maya.okafor@acme.example"))))
        .startsWith(
            "You chose another account|This connection belongs to m…@acme.example at Google. "
                + UNCHANGED)
        .doesNotContain("maya", "okafor");
    assertThat(said(new ConnectError.OtherAccount("GitHub", Optional.of("octocat"))))
        .contains(" o… at GitHub")
        .doesNotContain("octocat");
    assertThat(said(new ConnectError.OtherAccount("Google", Optional.empty())))
        .contains("the Google account that it was made with");
  }

  @Test
  void a_product_that_is_not_set_up() {
    assertThat(said(new ConnectError.NotSetUp()))
        .startsWith("Brightdesk is not set up for this yet|This is not your doing. " + UNCHANGED)
        .contains("the number below");
  }

  @Test
  void every_case_names_the_product_and_only_what_is_unknown_leaves_out_that_nothing_changed() {
    assertThat(Samples.errors("Google"))
        .allSatisfy((name, error) -> {
          boolean known =
              !(error instanceof ConnectError.LinkUsed || error instanceof ConnectError.OurTrouble);
          assertThat(said(error))
              .contains("Brightdesk")
              .doesNotContainIgnoringCase("please", "oops", "sorry", "!", "{");
          assertThat(said(error).contains(UNCHANGED)).isEqualTo(known);
        });
  }

  @Test
  void lengths_of_time_are_said_in_their_largest_whole_unit() {
    assertThat(DurationWords.of(Duration.ofDays(1), ENGLISH)).isEqualTo("one day");
    assertThat(DurationWords.of(Duration.ofHours(36), ENGLISH)).isEqualTo("36 hours");
    assertThat(DurationWords.of(Duration.ofMinutes(90), ENGLISH)).isEqualTo("90 minutes");
    assertThat(DurationWords.of(Duration.ofSeconds(45), ENGLISH)).isEqualTo("45 seconds");
  }

  private static String said(ConnectError error) {
    ErrorWords words = ErrorWords.of(error, "Brightdesk", ENGLISH);
    return words.title().text()
        + "|"
        + words.paragraphs().stream().map(Phrase::text).collect(joining("|"));
  }
}
