package dev.carabiner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.Linking;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever the provider and whoever may finish a flow: a callback that is not the provider's
/// answer to this flow in this browser connects nothing.
@Tag("real")
class CallbackForgeryTest {
  private static final int A_NINTH = 9;

  @ParameterizedTest
  @EnumSource
  void forged_callbacks_of_every_ninth_provider_connect_nothing(Linking linking)
      throws IOException {
    var ids = EntryFacts.ids();
    // each way to finish has other providers
    forge(
        linking,
        IntStream.range(0, ids.size())
            .filter(at -> at % A_NINTH == linking.ordinal())
            .mapToObj(ids::get)
            .toList());
  }

  @ParameterizedTest
  @EnumSource
  @Tag("long")
  void forged_callbacks_of_every_provider_connect_nothing(Linking linking) throws IOException {
    forge(linking, EntryFacts.ids());
  }

  private static void forge(Linking linking, List<String> ids) throws IOException {
    var wrong = new ArrayList<String>();
    var tried = 0;
    try (var scratch = Scratch.inMemory("forgery");
        var house =
            new ReplayHouse(
                scratch.folder(),
                ids.stream().map(EntryFacts.BUILT_IN::of).toList(),
                List.of(),
                linking)) {
      for (var id : ids) {
        var forger = new Forger(house, id);
        forger.run().forEach(found -> wrong.add(id + ": " + found));
        tried += forger.tried();
      }
    }
    assertThat(wrong).isEmpty();
    // no state, another state, another browser; issuer, verifier and nonce where there are any
    assertThat(tried).isGreaterThan(3 * ids.size());
  }
}
