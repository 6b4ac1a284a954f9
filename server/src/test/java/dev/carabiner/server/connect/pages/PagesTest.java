package dev.carabiner.server.connect.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final Names NAMES = new Names("Brightdesk", "Google Calendar", "Google");
  private static final Pattern TAG = Pattern.compile("<([a-z0-9]+)((?:[^<>\"]|\"[^\"]*\")*)>");
  private static final Pattern OUTSIDE = Pattern.compile("(?:src|href|action)=\"(https?:)?//");

  private final Pages pages = new Pages(new Assets(Assets.PATH));

  @Test
  void every_page_has_one_main_one_title_one_heading_and_a_language() {
    Samples.all(pages)
        .forEach((name, html) -> {
          assertThat(html).as(name).startsWith("<!doctype html>").contains("<html lang=\"en\">");
          assertThat(List.of("main", "title", "h1"))
              .as(name)
              .allSatisfy(tag -> assertThat(openings(html, tag)).isEqualTo(1));
        });
  }

  @Test
  void no_page_carries_script_or_style_of_its_own_or_asks_another_host() {
    Samples.all(pages)
        .forEach((name, html) -> {
          Matcher tags = TAG.matcher(html);
          List<String> attributes = new ArrayList<>();
          while (tags.find()) {
            assertThat(tags.group(1))
                .as(name)
                .isNotIn("script", "style", "iframe", "img", "object", "base");
            attributes.addAll(attributeNames(tags.group(2)));
          }
          assertThat(attributes)
              .as(name)
              .isNotEmpty()
              .noneMatch(attribute -> attribute.equals("style") || attribute.startsWith("on"));
          String withoutWayBack = html.replace("href=\"https://app.brightdesk.example/\"", "");
          assertThat(OUTSIDE.matcher(withoutWayBack).find()).as(name).isFalse();
        });
  }

  @Test
  void hostile_texts_stay_text() {
    String html = pages.confirm(Samples.hostile());
    assertThat(html)
        .doesNotContain("<script")
        .doesNotContain("\u202E", "\u2066", "\u0007")
        .contains("<bdi>&lt;script&gt;alert('1')&lt;/script&gt;")
        .contains(
            "value=\"&lt;script>alert(&#39;1&#39;)&lt;/script>&#34; onfocus=&#34;alert(2)&#34; x=&#39;\"");
    assertThat(Samples.all(pages))
        .allSatisfy((name, each) -> assertThat(each).doesNotContain("<script", "\u202E"));
  }

  @Test
  void names_from_outside_keep_their_direction_to_themselves() {
    String hebrew = "\u05E9\u05DC\u05D5\u05DD";
    Names names = new Names(hebrew + "1", hebrew + "2", hebrew + "3");
    String body =
        pages.confirm(
            Samples.confirm(names, Optional.of(hebrew + "4"), List.of(hebrew + "5"), List.of()));
    String main = body.substring(body.indexOf("<h1"));
    String isolated = "(?:<bdi>|dir=\"auto\">)";
    for (int i = 1; i <= 5; i++) {
      String alone = main.replaceAll(isolated + hebrew + i, "");
      assertThat(main).contains(hebrew + i);
      assertThat(alone).doesNotContain(hebrew + i);
    }
  }

  @Test
  void the_question_names_the_user_and_stands_before_the_buttons() {
    String html =
        pages.confirm(
            Samples.confirm(NAMES, Optional.of("Maya Okafor"), Samples.permissions(2), List.of()));
    assertThat(text(html))
        .contains("Connect · Google Calendar · Brightdesk")
        .containsSubsequence(
            "Connect Google Calendar to Brightdesk",
            "MO For Maya Okafor",
            "Brightdesk asks Google to let it",
            "see which Google account this is",
            "Are you Maya Okafor, and have you just pressed Connect in Brightdesk? If someone sent you this link, stop here.",
            "Continue to Google",
            "This is not me",
            "connect.brightdesk.example");
  }

  @Test
  void without_a_known_user_the_box_is_gone_and_the_question_is_another() {
    String html =
        pages.confirm(
            Samples.confirm(NAMES, Optional.of(" \u202E"), Samples.permissions(2), List.of()));
    assertThat(html).doesNotContain("class=\"box\"");
    assertThat(text(html))
        .contains(
            "Have you just pressed Connect in Brightdesk yourself? If someone sent you this link, stop here.");
  }

  @Test
  void the_first_submit_button_goes_on_and_the_second_refuses() {
    String html = pages.confirm(Samples.confirm(NAMES, Optional.empty(), List.of(), List.of()));
    assertThat(html)
        .contains(
            "<form method=\"post\" action=\"/connected_apps/start/abc\"",
            "name=\"csrf\" value=\"token-of-the-form\"")
        .containsSubsequence(
            "type=\"submit\" name=\"answer\" value=\"continue\"",
            "type=\"submit\" name=\"answer\" value=\"refuse\"");
    assertThat(openings(html, "form")).isEqualTo(1);
    assertThat(openings(html, "button")).isEqualTo(2);
  }

  @Test
  void the_sixth_permission_and_those_after_it_are_folded() {
    assertThat(pages.confirm(withPermissions(0))).doesNotContain("<h2", "<ul", "<details");
    assertThat(pages.confirm(withPermissions(5))).contains("<h2").doesNotContain("<details");
    String nine = pages.confirm(withPermissions(9));
    assertThat(text(nine))
        .containsSubsequence("keep access", "and 4 more", "see the names of your files");
    assertThat(openings(nine, "li")).isEqualTo(9);
  }

  @Test
  void a_field_is_tied_to_its_help_and_its_error_and_the_first_error_has_the_focus() {
    VariableField right = new VariableField("area", "Area", "", "em", Optional.empty());
    VariableField wrong =
        new VariableField("host", "Host", "Yours", "a b", Optional.of("Letters only"));
    VariableField wrongToo = new VariableField("more", "More", "", "", Optional.of("Digits only"));
    String html =
        pages.confirm(
            Samples.confirm(NAMES, Optional.empty(), List.of(), List.of(right, wrong, wrongToo)));
    Map<String, String> inputs = inputs(html);
    assertThat(inputs.get("variable.area"))
        .contains("value=\"em\"")
        .doesNotContain("aria-", "autofocus");
    assertThat(inputs.get("variable.host"))
        .contains(
            "value=\"a b\"",
            "aria-describedby=\"field-host-help field-host-error\"",
            "aria-invalid=\"true\"",
            " autofocus");
    assertThat(inputs.get("variable.more"))
        .contains("aria-describedby=\"field-more-error\"")
        .doesNotContain("autofocus");
    assertThat(html)
        .contains("<label for=\"field-host\"", "id=\"field-host-help\"", "id=\"field-host-error\"");
    assertThat(html.indexOf("variable.more")).isLessThan(html.indexOf("Have you just pressed"));
  }

  @Test
  void an_error_page_shows_the_number_and_the_way_back() {
    String html = pages.error(Samples.error(new ConnectError.LinkUsed()));
    assertThat(text(html))
        .contains("This link was already used · Brightdesk", "Back to Brightdesk")
        .contains("If you ask for help, say this number: 4F7K-2M9Q");
    assertThat(html)
        .contains("<a class=\"button primary\" href=\"https://app.brightdesk.example/\">");
  }

  @Test
  void an_error_page_without_a_way_back_has_no_button() {
    ErrorPage page =
        new ErrorPage(
            new ConnectError.NothingHere(), "Brightdesk", Optional.empty(), "", "host.example");
    assertThat(pages.error(page)).doesNotContain("<a ", "<button", "say this number");
  }

  @Test
  void the_way_back_never_runs_script() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new DonePage(
                NAMES,
                Optional.empty(),
                Optional.of(URI.create("javascript:alert(1)")),
                Optional.empty(),
                "h"));
  }

  @Test
  void the_page_of_a_finished_connection_says_whose_account_and_where_to_end_it() {
    String full = Samples.all(pages).get("connect-done");
    assertThat(text(full))
        .containsSubsequence(
            "Google Calendar is connected to Brightdesk",
            "Account maya.okafor@acme.example",
            "Back to Brightdesk")
        .contains(
            "You can end it whenever you like, in Brightdesk or in your Google account under “Third-party access”.");
    assertThat(text(Samples.all(pages).get("connect-done-bare")))
        .contains("or in your Google account.")
        .doesNotContain("Back to");
  }

  private static ConfirmPage withPermissions(int count) {
    return Samples.confirm(NAMES, Optional.empty(), Samples.permissions(count), List.of());
  }

  private static long openings(String html, String tag) {
    return TAG.matcher(html).results().filter(found -> found.group(1).equals(tag)).count();
  }

  private static List<String> attributeNames(String attributes) {
    String namesOnly = attributes.replaceAll("=\"[^\"]*\"", " ").replace("/", " ");
    return Pattern.compile("\\s+")
        .splitAsStream(namesOnly)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static Map<String, String> inputs(String html) {
    Map<String, String> inputs = new HashMap<>();
    Pattern input = Pattern.compile("<input [^<>]*name=\"([^\"]+)\"[^<>]*>");
    input.matcher(html).results().forEach(found -> inputs.put(found.group(1), found.group()));
    return inputs;
  }

  private static String text(String html) {
    return html.replaceAll("</?bdi>", "")
        .replaceAll("<[^>]*>", " ")
        .replaceAll("\\s+", " ")
        .replaceAll(" ([.?,])", "$1");
  }
}
