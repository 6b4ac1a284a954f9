package dev.carabiner.cli;

import static dev.carabiner.cli.ReplayStep.RECEIPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.cli.ReplayStep.Outcome;
import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.TestedBy;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A golden replay for every provider of the catalogue.
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@Tag("real")
class GoldenReplayTest {
  private final Map<String, Replay> played = new HashMap<>();
  private Scratch scratch;
  private ReplayHouse house;

  @BeforeAll
  void open() throws IOException {
    // hundreds of connections are stored
    scratch = Scratch.inMemory("replay");
    var facts = providers().stream().map(EntryFacts.BUILT_IN::of).toList();
    house = new ReplayHouse(scratch.folder(), facts, List.of());
  }

  @AfterAll
  void close() throws IOException {
    house.close();
    scratch.close();
  }

  static List<String> providers() {
    var only = List.of(System.getProperty("replay.only", "").split(","));
    return EntryFacts.ids().stream()
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
    assertThat(EntryFacts.ids())
        .allSatisfy(id -> assertThat(Catalogue.builtIn().find(id)).isPresent());
  }

  @Test
  void the_program_tells_which_entries_are_replayed() {
    var tested = TestedBy.builtIn();
    assertThat(tested.words().keySet()).isEqualTo(Set.copyOf(EntryFacts.ids()));
    assertThat(tested.words().values()).allSatisfy(words -> assertThat(words).contains("replay"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("providers")
  @Order(1)
  void the_provider_is_connected_refreshed_told_apart_and_revoked(String id) {
    var replay = new Replay(house, id, _ -> {});
    replay.run();
    assertThat(replay.outcomes()).allMatch(Outcome::held).hasSizeGreaterThan(3);
    played.put(id, replay);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("providers")
  @Order(2)
  void the_provider_has_heard_of_the_revocation_if_it_can(String id) {
    assertThat(played).as("replays that came to their end").containsKey(id);
    var replay = played.get(id);
    replay.settle();
    assertThat(replay.outcomes().getLast()).isEqualTo(new Outcome(RECEIPT, Optional.empty()));
  }
}
