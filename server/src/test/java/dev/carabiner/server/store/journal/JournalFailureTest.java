package dev.carabiner.server.store.journal;

import static dev.carabiner.server.store.journal.Samples.records;
import static dev.carabiner.server.store.journal.Samples.sealed;
import static dev.carabiner.server.store.journal.Samples.segments;
import static dev.carabiner.server.store.journal.Samples.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.sessions.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of the journal when the disk is full or broken.
class JournalFailureTest {
  @TempDir private Path folder;
  private final FailingDisk disk = new FailingDisk();

  private JournalFolder open() {
    return JournalFolder.open(folder, InstantSource.system(), disk);
  }

  @Test
  void a_sync_that_failed_is_never_taken_for_one_that_did_not() throws IOException {
    try (var journal = open()) {
      var entry = written(journal, "a");
      disk.forcesFail = true;
      refused(() -> entry.write(sealed("b")));
      disk.forcesFail = false;
      refused(() -> entry.write(sealed("c")));
      refused(journal::begin);
      assertThat(journal.isWorking()).isFalse();
      entry.end();
      assertThat(records(journal).getFirst()).startsWith(sealed("a"));
    }
    try (var journal = open()) {
      assertThat(journal.isWorking()).isTrue();
      assertThat(records(journal).getFirst()).startsWith(sealed("a"));
      written(journal, "after a new start");
    }
  }

  @Test
  void a_write_that_failed_ends_the_journal_until_the_next_start() {
    try (var journal = open()) {
      var entry = journal.begin();
      disk.writesFail = true;
      refused(() -> entry.write(sealed("a")));
      disk.writesFail = false;
      refused(() -> entry.write(sealed("a")));
      refused(journal::begin);
      assertThat(journal.isWorking()).isFalse();
    }
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    var fault = catchThrowableOfType(Fault.class, call);
    assertThat(fault.code()).isEqualTo(FaultCode.JOURNAL_UNAVAILABLE);
    assertThat(fault)
        .hasMessage("The journal cannot be written and is not used until the next start");
  }

  @Test
  void on_a_full_disk_nothing_begins_and_what_has_begun_is_written() throws IOException {
    try (var journal = open()) {
      disk.room = 9L * 1024 * 1024;
      fillsAndRecovers(journal);
      disk.room = Long.MAX_VALUE;
      written(journal, "there is room again");
    }
  }

  @Test
  void a_small_disk_is_filled_and_used_on() throws Exception {
    var mount = folder.resolve("small");
    Files.createDirectories(mount);
    var mounted =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=9m", "tmpfs", mount.toString());
    assumeThat(isSuperuser() && mounted.start().waitFor() == 0).isTrue();
    try (var journal = JournalFolder.open(mount.resolve("journal"), InstantSource.system())) {
      fillsAndRecovers(journal);
    } finally {
      assertThat(new ProcessBuilder("umount", mount.toString()).start().waitFor()).isZero();
    }
  }

  private static boolean isSuperuser() {
    return System.getProperty("user.name").equals("root");
  }

  /// On a disk that has room for two segments and not for three.
  private static void fillsAndRecovers(JournalFolder journal) {
    var begun = new ArrayList<Journal.Entry>();
    var fault =
        catchThrowableOfType(
            Fault.class,
            () -> {
              while (true) begun.add(journal.begin());
            });
    assertThat(fault.code()).isEqualTo(FaultCode.JOURNAL_UNAVAILABLE);
    assertThat(fault).hasMessage("The journal has no room");
    assertThat(begun).hasSize(31);
    assertThat(journal.isWorking()).isTrue();
    var largest = sealed("x", 64 * 1024);
    for (var entry : begun) for (var i = 0; i < 4; i++) entry.write(largest);
    for (var entry : begun) entry.end();
    assertThat(records(journal))
        .hasSize(31)
        .allMatch(each -> each.equals(List.of(largest, largest, largest, largest)));
  }

  @Test
  void a_segment_that_could_not_be_prepared_leaves_nothing_behind() throws IOException {
    try (var journal = open()) {
      disk.room = 1024 * 1024;
      assertThatThrownBy(journal::begin).hasMessage("The journal has no room");
      assertThat(segments(folder)).isEmpty();
      assertThat(journal.isWorking()).isTrue();
    }
  }

  @Test
  void room_is_written_and_not_only_promised() throws Exception {
    try (var journal = open()) {
      written(journal, "a");
      var file = segments(folder).getFirst();
      var stat = new ProcessBuilder("stat", "-c", "%b %B", file.toString()).start();
      var words = stat.inputReader().readLine().split(" ");
      assertThat(Long.parseLong(words[0]) * Long.parseLong(words[1]))
          .isGreaterThanOrEqualTo(Segment.SIZE);
    }
  }
}
