package dev.carabiner.server.store.journal;

import static dev.carabiner.server.store.journal.Samples.records;
import static dev.carabiner.server.store.journal.Samples.sealed;
import static dev.carabiner.server.store.journal.Samples.segments;
import static dev.carabiner.server.store.journal.Samples.written;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.vault.Sealed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a killed process, a torn write and a damaged disk leave behind.
class JournalCrashTest {
  @TempDir private Path folder;

  private JournalFolder open() {
    return JournalFolder.open(folder, InstantSource.system());
  }

  @Test
  void a_killed_process_loses_nothing_that_it_acknowledged() throws Exception {
    var acknowledged = new ArrayList<String>();
    for (var life = 0; life < 3; life++) {
      try (var process = WritingProcess.start(folder)) {
        acknowledged.addAll(process.acknowledged(300));
        acknowledged.addAll(process.kill());
      }
    }
    try (var journal = open()) {
      var kept = new HashMap<String, List<Sealed>>();
      journal.kept().forEach(each -> kept.put(each.entry().id(), each.records()));
      for (var line : acknowledged) {
        // the last line of a life may have been cut by the kill
        if (!line.matches("[A-Za-z0-9_-]{43} [01]")) continue;
        var entry = line.substring(0, RecordCodec.ID_LENGTH);
        var number = line.charAt(line.length() - 1) - '0';
        assertThat(kept.get(entry)).contains(WritingProcess.record(entry, number));
      }
    }
  }

  @Test
  void a_second_process_is_refused_in_one_line() throws Exception {
    try (var process = WritingProcess.start(folder)) {
      process.acknowledged(1);
      var fault = catchThrowableOfType(Fault.class, this::open);
      assertThat(fault.code()).isEqualTo(FaultCode.JOURNAL_UNAVAILABLE);
      assertThat(fault)
          .hasMessage(
              folder
                  + " is in use by another Carabiner process; stop that one, or name another store.journal");
      assertThat(process.acknowledged(50)).hasSize(50);
    }
  }

  @Test
  void a_last_record_that_is_cut_anywhere_is_ignored_and_the_others_are_there() throws IOException {
    var text = "the last one, of some length";
    // each record takes two slots
    var last = 4 * RecordCodec.SLOT;
    var whole = contentOf("first", "second", text);
    for (var cut = 0; cut < RecordCodec.SLOT + text.length(); cut++) {
      var shorter = Arrays.copyOf(whole, last + cut);
      assertThat(left(shorter)).as("cut at %d", cut).containsExactly("first", "second");
      var zeroed = Arrays.copyOf(shorter, whole.length);
      assertThat(left(zeroed)).as("zeros from %d on", cut).containsExactly("first", "second");
    }
    assertThat(left(whole)).hasSize(3);
  }

  @Test
  void a_damaged_record_in_the_middle_is_reported_once_and_the_others_are_read()
      throws IOException {
    var whole = contentOf("first", "second", "third");
    // each record takes two slots
    for (var at = 2 * RecordCodec.SLOT; at < 3 * RecordCodec.SLOT + 6; at++) {
      var damaged = whole.clone();
      damaged[at] ^= 1;
      var lines = new Lines();
      assertThat(left(damaged)).as("bit flipped at %d", at).containsExactly("first", "third");
      assertThat(lines.stop())
          .containsExactly(
              segments(folder).getFirst()
                  + ": 1 damaged places are left out; the records around them are read");
    }
  }

  @Test
  void a_record_that_is_damaged_while_the_node_runs_is_left_out() throws IOException {
    try (var journal = open()) {
      var entry = written(journal, "first", "second");
      var file = segments(folder).getFirst();
      var bytes = Files.readAllBytes(file);
      bytes[RecordCodec.SLOT] ^= 1;
      Files.write(file, bytes);
      var lines = new Lines();
      assertThat(records(journal)).containsExactly(List.of(sealed("second")));
      assertThat(lines.stop()).containsExactly(file + ": the record at 0 is damaged and left out");
      assertThat(entry.id()).hasSize(RecordCodec.ID_LENGTH);
    }
  }

  @Test
  void bytes_of_another_segment_do_not_count() throws IOException {
    var whole = contentOf("first");
    Files.delete(segments(folder).getFirst());
    Files.write(folder.resolve("segment1-00000000000000f"), whole);
    try (var journal = open()) {
      assertThat(journal.kept()).isEmpty();
    }
  }

  @Test
  void files_that_are_not_segments_are_left_alone() throws IOException {
    var other = folder.resolve("segment2-000000000000001");
    Files.writeString(other, "of a later version");
    open().close();
    assertThat(other).hasContent("of a later version");
  }

  /// What a segment holds in which these were written, each as an entry.
  private byte[] contentOf(String... texts) throws IOException {
    try (var journal = open()) {
      for (var text : texts) written(journal, text);
      return Files.readAllBytes(segments(folder).getFirst());
    }
  }

  /// What a new start finds in a segment with that content.
  private List<String> left(byte[] content) throws IOException {
    Files.write(segments(folder).getFirst(), content);
    try (var journal = open()) {
      return journal.kept().stream()
          .map(kept -> new String(kept.records().getFirst().bytes(), UTF_8))
          .toList();
    }
  }

  /// What the journal says to the log.
  private static final class Lines extends Handler {
    private final Logger logger = Logger.getLogger("dev.carabiner.server.store.journal");
    private final List<String> lines = new ArrayList<>();

    Lines() {
      logger.addHandler(this);
    }

    List<String> stop() {
      logger.removeHandler(this);
      return lines;
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(java.text.MessageFormat.format(line.getMessage(), line.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
