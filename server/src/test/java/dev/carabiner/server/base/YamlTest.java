package dev.carabiner.server.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class YamlTest {
  @Test
  void every_complaint_names_file_line_and_key() {
    var tree = Yaml.readMap("server:\n  name: x\n  nmae: y\n", "a.yaml");

    assertThatThrownBy(() -> tree.need("server").branch().allowOnly(Set.of("name", "url")))
        .isInstanceOf(SettingsProblem.class)
        .hasMessage("a.yaml:3: server.nmae: unknown key; allowed: name, url");
  }

  @Test
  void a_missing_key_is_named_with_the_line_of_its_map() {
    var tree = Yaml.readMap("apps:\n  - key: a\n", "a.yaml");

    assertThatThrownBy(() -> tree.need("apps").row().getFirst().branch().need("name"))
        .hasMessage("a.yaml:2: apps[0]: needs the key name");
  }

  @Test
  void broken_yaml_is_one_line_with_its_place() {
    assertThatThrownBy(() -> Yaml.readMap("a: [1, 2\nb: c", "a.yaml"))
        .isInstanceOf(SettingsProblem.class)
        .hasMessageStartingWith("a.yaml:2: YAML: ");
  }

  @Test
  void a_key_that_stands_twice_and_an_alias_are_refused() {
    assertThatThrownBy(() -> Yaml.readMap("a: 1\na: 2\n", "a.yaml"))
        .isInstanceOf(SettingsProblem.class);
    assertThatThrownBy(
            () -> Yaml.readMap("a: &x [1]\nb: *x\n", "a.yaml").need("b").row().getFirst().row())
        .isInstanceOf(SettingsProblem.class);
  }

  @Test
  void an_empty_file_is_an_empty_map_and_an_empty_value_is_absent() {
    assertThat(Yaml.readMap("", "a.yaml").members()).isEmpty();
    assertThat(Yaml.readMap("a:\n", "a.yaml").get("a")).isEmpty();
  }
}
