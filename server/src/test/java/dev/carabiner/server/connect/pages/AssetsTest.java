package dev.carabiner.server.connect.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carabiner.server.base.Sha256;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssetsTest {
  private final Assets assets = new Assets(Assets.PATH);

  @Test
  void the_name_in_the_page_leads_to_the_sheet_and_follows_its_content() {
    String href = assets.href(Assets.CONNECT_CSS);
    assertThat(href).matches("/connected_apps/assets/connect-[0-9a-f]{16}\\.css");
    Asset sheet = assets.find(href.substring(Assets.PATH.length())).orElseThrow();
    assertThat(sheet.contentType()).isEqualTo("text/css; charset=utf-8");
    assertThat(href).contains(Sha256.hex(sheet.text()).substring(0, 16));
    assertThat(sheet.bytes()).hasSizeBetween(1_000, 30_000);
    assertThat(sheet.text()).doesNotContain("url(", "@import");
  }

  @Test
  void no_other_file_is_served() {
    assertThat(assets.find("connect.css")).isEmpty();
    assertThat(assets.find("../assets/connect.css")).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> assets.href("other.css"));
  }

  @Test
  void pages_may_load_our_sheet_and_nothing_else_and_the_form_may_lead_to_a_provider() {
    Map<String, String> headers = PageHeaders.PAGE;
    assertThat(headers.get("Content-Security-Policy"))
        .startsWith("default-src 'none'; style-src 'self';")
        .contains("frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("form-action", "unsafe", "script-src");
    assertThat(headers)
        .containsEntry("X-Frame-Options", "DENY")
        .containsEntry("Referrer-Policy", "no-referrer")
        .containsEntry("Cache-Control", "no-store")
        .doesNotContainKey("Cross-Origin-Opener-Policy");
    assertThat(PageHeaders.ASSET.get("Cache-Control")).contains("immutable");
  }
}
