package dev.carabiner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.vault.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysNewCommandTest {
  @TempDir Path folder;

  @Test
  void a_new_key_is_a_master_key_that_its_owner_alone_can_read() throws IOException {
    var file = folder.resolve("master.key");

    var ran = Ran.of("keys", "new", file.toString());

    assertThat(ran.code()).isZero();
    assertThat(MasterKey.parse(Files.readString(file), "file").length()).isEqualTo(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(ran.out()).doesNotContain(Files.readString(file).strip());
  }

  @Test
  void an_existing_file_is_never_overwritten() throws IOException {
    var file = Files.writeString(folder.resolve("master.key"), "precious");

    var ran = Ran.of("keys", "new", file.toString());

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            "carabiner: " + file + " is there already and is not overwritten; name another file\n");
    assertThat(Files.readString(file)).isEqualTo("precious");
  }

  @Test
  void without_a_file_the_key_is_printed_and_a_different_one_each_time() {
    var one = Ran.of("keys", "new").out();

    assertThat(MasterKey.parse(one, "out").length()).isEqualTo(32);
    assertThat(Ran.of("keys", "new").out()).isNotEqualTo(one);
  }

  @Test
  void a_folder_that_is_not_there_is_one_line() {
    var ran = Ran.of("keys", "new", folder.resolve("no/key").toString());

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo("carabiner: there is no file " + folder.resolve("no/key") + "\n");
  }
}
