package dev.carabiner.server.providers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What has tested the built-in entries: `replay`, a whole life of a connection played from the
/// entry's facts; `hand-checked`, requests and answers compared with the provider's documentation.
/// Tests hold the list.
///
/// @param words by provider's id
public record TestedBy(Map<String, List<String>> words) {
  private static final String FILE = "/catalogue/tested.txt";

  public TestedBy {
    words = Map.copyOf(words);
  }

  /// That of the entries that come with the program: one line each, the id before its words.
  public static TestedBy builtIn() {
    try (var stream = TestedBy.class.getResourceAsStream(FILE)) {
      if (stream == null) throw new IllegalStateException("The program lacks its " + FILE);
      return new TestedBy(
          new String(stream.readAllBytes(), UTF_8)
              .lines()
              .map(line -> Arrays.asList(line.split(" ")))
              .collect(Collectors.toMap(List::getFirst, line -> line.subList(1, line.size()))));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// What has tested that entry; empty where nothing has.
  public List<String> of(String id) {
    return words.getOrDefault(id, List.of());
  }
}
