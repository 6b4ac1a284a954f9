package dev.carabiner.server.store.journal;

import static dev.carabiner.server.store.journal.Samples.records;
import static dev.carabiner.server.store.journal.Samples.sealed;
import static dev.carabiner.server.store.journal.Samples.segments;
import static dev.carabiner.server.store.journal.Samples.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.sessions.Journal;
import dev.carabiner.vault.Sealed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFolderTest {
  @TempDir private Path parent;
  private Path folder;
  private volatile Instant now = Instant.parse("2026-03-01T12:00:00.123456Z");

  @BeforeEach
  void name() {
    folder = parent.resolve("data/journal");
  }

  private JournalFolder open() {
    return JournalFolder.open(folder, () -> now);
  }

  private void passes(Duration time) {
    now = now.plus(time);
  }

  @Test
  void the_folder_and_its_segments_are_for_their_owner_alone() throws IOException {
    try (var journal = open()) {
      written(journal, "a");
      assertThat(permissions(folder)).isEqualTo("rwx------");
      assertThat(segments(folder))
          .isNotEmpty()
          .allSatisfy(each -> assertThat(permissions(each)).isEqualTo("rw-------"));
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void a_node_keeps_its_id_as_long_as_its_folder_lasts() {
    String first;
    try (var journal = open()) {
      first = journal.node();
      assertThat(first).matches("[A-Za-z0-9_-]{43}");
    }
    try (var journal = open()) {
      assertThat(journal.node()).isEqualTo(first);
    }
    folder = parent.resolve("another");
    try (var journal = open()) {
      assertThat(journal.node()).isNotEqualTo(first);
    }
  }

  @Test
  void a_node_file_with_something_else_in_it_is_named_and_left_alone() throws IOException {
    open().close();
    Files.writeString(folder.resolve("node"), "cut");
    assertThatThrownBy(this::open)
        .isInstanceOf(Fault.class)
        .hasMessage(
            folder.resolve("node")
                + " holds no node's id; restore it, or name another, empty folder in store.journal");
    assertThat(folder.resolve("node")).hasContent("cut");
  }

  @Test
  void what_was_written_is_kept_in_order_before_and_after_a_new_start() {
    try (var journal = open()) {
      var first = written(journal, "a1");
      var second = written(journal, "b1", "b2");
      var nothing = journal.begin();
      first.write(sealed("a2"));
      second.end();
      assertThat(nothing.id()).isNotEqualTo(first.id());
      check(journal, first.id(), second.id());
    }
    try (var journal = open()) {
      var kept = journal.kept();
      check(journal, kept.get(0).entry().id(), kept.get(1).entry().id());
    }
  }

  private static void check(Journal journal, String first, String second) {
    var kept = journal.kept();
    assertThat(kept).extracting(each -> each.entry().id()).containsExactly(first, second);
    assertThat(kept).extracting(Journal.Kept::ended).containsExactly(false, true);
    assertThat(records(journal))
        .containsExactly(List.of(sealed("a1"), sealed("a2")), List.of(sealed("b1"), sealed("b2")));
  }

  @Test
  void an_entry_of_a_former_life_is_continued_and_ended() {
    try (var journal = open()) {
      written(journal, "a1");
    }
    try (var journal = open()) {
      var entry = journal.kept().getFirst().entry();
      entry.write(sealed("a2"));
      entry.end();
      entry.end();
    }
    try (var journal = open()) {
      assertThat(records(journal)).containsExactly(List.of(sealed("a1"), sealed("a2")));
      assertThat(journal.kept().getFirst().ended()).isTrue();
    }
  }

  @Test
  void an_entry_takes_four_records_of_64_kibibytes_and_no_more() {
    try (var journal = open()) {
      var entry = journal.begin();
      var largest = sealed("x", 64 * 1024);
      assertThatThrownBy(() -> entry.write(sealed("x", 64 * 1024 + 1)))
          .isInstanceOf(IllegalArgumentException.class);
      for (var i = 0; i < 4; i++) entry.write(largest);
      assertThatThrownBy(() -> entry.write(sealed("x")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("an entry has at most four records");
      assertThat(records(journal)).containsExactly(List.of(largest, largest, largest, largest));
      assertThat(journal.isWorking()).isTrue();
    }
  }

  @Test
  void nothing_is_written_after_the_end() {
    try (var journal = open()) {
      var entry = written(journal, "a");
      entry.end();
      assertThatThrownBy(() -> entry.write(sealed("b")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the entry has ended");
    }
  }

  @Test
  void an_ended_entry_is_kept_ten_minutes_and_an_open_one_for_good() {
    try (var journal = open()) {
      written(journal, "open");
      written(journal, "ended").end();
      passes(Duration.ofMinutes(10).minusMillis(1));
      assertThat(records(journal)).hasSize(2);
      passes(Duration.ofMillis(1));
      assertThat(records(journal)).containsExactly(List.of(sealed("open")));
    }
    passes(Duration.ofDays(1));
    try (var journal = open()) {
      assertThat(records(journal)).containsExactly(List.of(sealed("open")));
    }
  }

  @Test
  void the_ten_minutes_go_on_while_the_node_is_down() {
    try (var journal = open()) {
      written(journal, "a").end();
    }
    passes(Duration.ofMinutes(9));
    try (var journal = open()) {
      assertThat(records(journal)).containsExactly(List.of(sealed("a")));
    }
    passes(Duration.ofMinutes(1));
    try (var journal = open()) {
      assertThat(records(journal)).isEmpty();
    }
  }

  @Test
  void the_folder_stays_small_however_many_entries_pass() throws IOException {
    try (var journal = open()) {
      for (var i = 0; i < 50; i++) {
        try (var threads = Executors.newFixedThreadPool(100)) {
          for (var t = 0; t < 100; t++)
            threads.submit(() -> {
              for (var j = 0; j < 20; j++) written(journal, "some receipt of this length").end();
            });
        }
        passes(Duration.ofMinutes(1));
      }
      assertThat(journal.kept()).hasSizeLessThan(20_001);
      // 20,000 entries of 192 bytes are within their ten minutes; room for 100 is kept ahead
      assertThat(segments(folder)).hasSizeLessThan(12);
      passes(Duration.ofMinutes(10));
      assertThat(records(journal)).isEmpty();
    }
    open().close();
    assertThat(segments(folder)).isEmpty();
  }

  @Test
  void an_entry_that_was_forgotten_does_not_come_back_with_a_segment_that_stays() {
    var filling = sealed("x", 64 * 1024);
    try (var journal = open()) {
      written(journal, "stays");
      var ended = written(journal, "ended");
      fill(journal, filling);
      ended.end();
      fill(journal, filling);
      passes(Duration.ofMinutes(10));
      assertThat(records(journal)).containsExactly(List.of(sealed("stays")));
    }
    try (var journal = open()) {
      assertThat(records(journal)).containsExactly(List.of(sealed("stays")));
    }
  }

  /// More than one segment takes.
  private static void fill(Journal journal, Sealed filling) {
    for (var i = 0; i < 20; i++) {
      var entry = journal.begin();
      for (var j = 0; j < 4; j++) entry.write(filling);
      entry.end();
    }
  }

  @Test
  void many_threads_write_at_once_and_share_their_syncs() {
    var disk = new FailingDisk();
    try (var journal = JournalFolder.open(folder, () -> now, disk)) {
      try (var threads = Executors.newFixedThreadPool(32)) {
        for (var i = 0; i < 32; i++)
          threads.submit(() -> {
            for (var j = 0; j < 50; j++) written(journal, "a", "b");
          });
      }
      assertThat(records(journal))
          .hasSize(1_600)
          .allMatch(each -> each.equals(List.of(sealed("a"), sealed("b"))));
      assertThat(disk.forces.get()).isLessThan(3_200);
    }
  }

  @Test
  void an_interrupt_neither_cuts_a_write_short_nor_harms_the_journal() {
    try (var journal = open()) {
      Thread.currentThread().interrupt();
      var entry = written(journal, "a");
      assertThat(Thread.interrupted()).isTrue();
      entry.write(sealed("b"));
      assertThat(records(journal)).containsExactly(List.of(sealed("a"), sealed("b")));
    }
  }

  @Test
  void a_closed_journal_refuses_and_gives_the_folder_back() {
    var journal = open();
    var entry = written(journal, "a");
    journal.close();
    journal.close();
    assertThat(catchThrowableOfType(Fault.class, journal::begin).code())
        .isEqualTo(FaultCode.JOURNAL_UNAVAILABLE);
    assertThatThrownBy(() -> entry.write(sealed("b"))).hasMessage("The journal is closed");
    entry.end();
    try (var again = open()) {
      assertThat(records(again)).containsExactly(List.of(sealed("a")));
    }
  }

  @Test
  void a_folder_is_opened_once() {
    try (var journal = open()) {
      assertThat(journal.isWorking()).isTrue();
      assertThatThrownBy(this::open)
          .isInstanceOf(Fault.class)
          .hasMessage(
              folder
                  + " is in use by another Carabiner process; stop that one, or name another store.journal");
    }
    open().close();
  }

  @Test
  void a_folder_that_cannot_be_made_is_named() throws IOException {
    Files.writeString(parent.resolve("data"), "a file in the way");
    var fault = catchThrowableOfType(Fault.class, this::open);
    assertThat(fault.code()).isEqualTo(FaultCode.JOURNAL_UNAVAILABLE);
    assertThat(fault).hasMessageStartingWith("store.journal: " + folder + " cannot be used: ");
  }

  @Test
  void storage_that_passes_is_warned_of() {
    assertThat(LastingStorage.warning(folder, "ext4")).isEmpty();
    assertThat(LastingStorage.warning(folder, "tmpfs")).isPresent();
    assertThat(LastingStorage.warning(folder, "overlay").orElseThrow())
        .startsWith("store.journal: " + folder + " is on overlay and goes with the machine");
  }
}
