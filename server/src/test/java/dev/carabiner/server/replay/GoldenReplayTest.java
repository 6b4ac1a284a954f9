package dev.carabiner.server.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.server.providers.Catalogue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A golden replay for every provider of the catalogue.
@TestInstance(Lifecycle.PER_CLASS)
@Tag("real")
class GoldenReplayTest {
  private ReplayHouse house;

  @BeforeAll
  void open(@TempDir Path folder) {
    house = new ReplayHouse(folder, ReplayHouse.all(providers()), "");
  }

  @AfterAll
  void close() {
    house.close();
  }

  static List<String> providers() {
    var only = List.of(System.getProperty("replay.only", "").split(","));
    return CatalogueFacts.ids().stream()
        .filter(id -> only.contains("") || only.contains(id))
        .filter(GoldenReplayTest::loads)
        .toList();
  }

  private static boolean loads(String id) {
    try {
      return Catalogue.builtIn().find(id).isPresent();
    } catch (SettingsProblem notYet) {
      return false;
    }
  }

  @Test
  void every_entry_has_a_replay() {
    assertThat(CatalogueFacts.ids())
        .allSatisfy(id -> assertThat(Catalogue.builtIn().find(id)).isPresent());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("providers")
  void the_provider_is_connected_refreshed_told_apart_and_revoked(String id) {
    new Replay(house, id).run();
  }
}
