package dev.carabiner.compat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An application with our server behind it passes every public scenario for the authorization of
/// clients.
@Tag("real")
class McpConformanceTest {
  private static McpConformance conformance;

  @BeforeAll
  static void prepare() {
    conformance = McpConformance.ready();
  }

  @AfterAll
  static void close() {
    conformance.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auth/metadata-default",
        "auth/metadata-var1",
        "auth/metadata-var2",
        "auth/metadata-var3",
        "auth/basic-cimd",
        "auth/scope-from-www-authenticate",
        "auth/scope-from-scopes-supported",
        "auth/scope-omitted-when-undefined",
        "auth/scope-step-up",
        "auth/scope-retry-limit",
        "auth/token-endpoint-auth-basic",
        "auth/token-endpoint-auth-post",
        "auth/token-endpoint-auth-none",
        "auth/pre-registration",
        "auth/2025-03-26-oauth-metadata-backcompat",
        "auth/2025-03-26-oauth-endpoint-fallback",
        "auth/resource-mismatch",
        "auth/offline-access-scope",
        "auth/offline-access-not-supported",
        "auth/client-credentials-basic",
        "auth/client-credentials-jwt",
        "auth/cross-app-access-complete-flow"
      })
  void a_scenario_passes(String scenario) {
    var verdict = conformance.run(scenario);
    assertThat(verdict.passed()).as(verdict.log()).isTrue();
  }
}
