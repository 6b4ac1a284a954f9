package dev.carabiner.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.server.base.Yaml;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class OpenApiPageTest {
  private static final String HREF = "/connected_apps/assets/pages.css";
  private static String page;

  @BeforeAll
  static void render() throws IOException {
    try (var in = OpenApiPageTest.class.getResourceAsStream("/api/openapi.yaml")) {
      page =
          OpenApiPage.html(
              Yaml.readMap(new String(in.readAllBytes(), UTF_8), "openapi.yaml"), HREF);
    }
  }

  @Test
  void it_shows_every_call_with_scope_parameters_answers_and_examples() {
    assertThat(page)
        .contains(
            "<code>GET /api/v1/connected_apps/auth_url</code>",
            "<code>POST /api/v1/connected_apps/revoke</code>",
            "<code>POST /oauth2/token</code>")
        .contains(
            "with the scope <code>read:connected_apps</code>",
            "<code>key_code_ref</code>",
            "<code>RECONNECT_REQUIRED</code>")
        .contains("&quot;access_token_expiry&quot;: &quot;2026-11-23T23:22:36Z&quot;")
        .contains(
            "&quot;expires_in&quot;: 86399,",
            "&quot;sessions&quot;: 2\n",
            "&quot;org_code&quot;: null,",
            "&quot;user_id&quot;: &quot;56&quot;")
        .contains(
            "<code>errors[].code</code>",
            "At least one of these is needed: <code>user_id</code>, <code>org_code</code>.");
  }

  @Test
  void every_link_leads_to_a_place_on_the_page_and_no_place_is_named_twice() {
    var ids = found("id=\"([^\"]+)\"");

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(found("href=\"#([^\"]+)\"")).isNotEmpty().isSubsetOf(ids);
    assertThat(found("aria-labelledby=\"([^\"]+)\"")).isNotEmpty().isSubsetOf(ids);
  }

  @Test
  void it_needs_no_script_and_loads_nothing_but_its_style_sheet() {
    assertThat(page)
        .doesNotContain("<script", "<img", "<iframe", "@import", "style=")
        .doesNotContainPattern("<[^>]* on[a-z]+=");
    assertThat(found("(?:href|src|action)=\"([^#\"][^\"]*)\"")).containsExactly(HREF);
  }

  @Test
  void its_elements_are_closed_in_order_and_its_headings_skip_no_level() {
    var open = new ArrayDeque<String>();
    var tags = Pattern.compile("<(/?)([a-z0-9]+)[^>]*>").matcher(page);
    while (tags.find()) {
      if (List.of("meta", "link").contains(tags.group(2))) continue;
      if (tags.group(1).isEmpty()) open.push(tags.group(2));
      else assertThat(open.pop()).as("at %s", tags.start()).isEqualTo(tags.group(2));
    }
    assertThat(open).isEmpty();

    var levels = found("<h([1-6])[ >]").stream().map(Integer::valueOf).toList();
    assertThat(levels.getFirst()).isEqualTo(1);
    for (var i = 1; i < levels.size(); i++)
      assertThat(levels.get(i) - levels.get(i - 1)).isLessThanOrEqualTo(1);
  }

  @Test
  void whatever_the_document_says_is_shown_as_text() {
    var evil = "<script>alert(1)</script>\\\"'&";
    var document =
        """
        info: {title: "EVIL", version: "EVIL", description: "EVIL `EVIL`"}
        tags: [{name: "EVIL", description: "EVIL"}]
        paths:
          "/EVIL":
            get:
              operationId: "EVIL"
              summary: "EVIL"
              description: "EVIL"
              tags: ["EVIL"]
              security: [{"EVIL": ["EVIL"]}]
              parameters: [{name: "EVIL", in: "EVIL", description: "EVIL", example: "EVIL", schema: {type: "EVIL", enum: ["EVIL"], pattern: "EVIL"}}]
              responses:
                "EVIL":
                  description: "EVIL"
                  headers: {"EVIL": {schema: {type: string}}}
                  content: {"EVIL": {schema: {$ref: "#/components/schemas/EVIL"}, example: {"EVIL": ["EVIL"]}}}
        components:
          securitySchemes: {"EVIL": {scheme: "EVIL", description: "EVIL"}}
          responses: {"EVIL": {description: "EVIL", headers: {"EVIL": {description: "EVIL", schema: {type: "EVIL"}}}}}
          schemas: {"EVIL": {type: "EVIL", description: "EVIL", properties: {"EVIL": {type: "EVIL", description: "EVIL", default: "EVIL"}}}}
        """
            .replace("#/components/schemas/EVIL", "#/components/schemas/plain")
            .replace("schemas: {\"EVIL\"", "schemas: {plain: {type: \"EVIL\"}, \"EVIL\"")
            .replace("EVIL", evil);

    var rendered = OpenApiPage.html(Yaml.readMap(document, "evil.yaml"), evil);

    assertThat(rendered)
        .contains("&lt;script&gt;")
        .doesNotContain("<script")
        .doesNotContain("'")
        .doesNotContainPattern("&(?!amp;|lt;|gt;|quot;|#39;)");
    assertThat(
            Pattern.compile("<[^>]*alert[^>]*>")
                .matcher(rendered)
                .results()
                .map(match -> match.group())
                .toList())
        .allSatisfy(tag -> assertThat(tag).matches("<[a-z0-9]+( [a-z-]+=\"[^\"]*\")+>"));
  }

  @Test
  void a_reference_that_leads_nowhere_names_its_line() {
    var document =
        "info: {title: t, version: v}\npaths:\n  /a:\n    get:\n      responses:\n        '200': {$ref: '#/components/responses/Gone'}\n";

    assertThatThrownBy(() -> OpenApiPage.html(Yaml.readMap(document, "broken.yaml"), HREF))
        .isInstanceOf(SettingsProblem.class)
        .hasMessageStartingWith("broken.yaml:");
  }

  private static List<String> found(String pattern) {
    var found = new ArrayList<String>();
    var matcher = Pattern.compile(pattern).matcher(page);
    while (matcher.find()) found.add(matcher.group(1));
    return found;
  }
}
