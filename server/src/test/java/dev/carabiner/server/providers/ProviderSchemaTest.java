package dev.carabiner.server.providers;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.base.SettingsProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Holds `api/provider.schema.json`, which editors complete and check entries by, against the
/// reader.
class ProviderSchemaTest {
  private static final Path FILE = Path.of("../api/provider.schema.json");
  private static final Path CATALOGUE = Path.of("src/main/resources/catalogue");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String ITEM = "[]";
  private static final String CALL = "{\"url\":\"https://a.example/\"}";
  private static final String OWN_CALL = "{\"style\":\"custom\",\"url\":\"https://a.example/\"}";

  /// What has to stand beside a key, so that the reader comes to look at it.
  private static final Map<String, String> BESIDE =
      Map.of(
          "userinfo", CALL,
          "after_connect", CALL,
          "exchange", CALL,
          "refresh", CALL,
          "revocation", OWN_CALL,
          "introspection", OWN_CALL,
          "variables", "[{\"id\":\"a\",\"pattern\":\"a\"}]");

  /// What stands only where users type what they hold.
  private static final Set<String> TYPED = Set.of("fields", "check");

  private final JsonNode schema = Json.parse(text(FILE)).orElseThrow();
  private final List<Spot> spots = spots();

  /// A piece of the schema, and the keys that lead to a value of it.
  private record Spot(List<String> path, JsonNode node) {
    Spot below(String key, JsonNode child) {
      return new Spot(Stream.concat(path.stream(), Stream.of(key)).toList(), child);
    }

    boolean isSuccessor() {
      return path.equals(List.of("successor"));
    }
  }

  @Test
  void every_map_has_the_keys_that_the_reader_knows() {
    var closed = 0;
    for (var spot : spots) {
      var complaint = complaint(spot.path(), Json.object().put("colour", "red"));
      if (spot.isSuccessor()) continue;
      if (!spot.node().has("properties"))
        assertThat(complaint).as("%s", spot.path()).doesNotContain("unknown key");
      else {
        closed++;
        assertThat(listed(complaint, "unknown key; allowed: "))
            .as("%s", spot.path())
            .isEqualTo(names(spot.node().get("properties")));
        assertThat(spot.node().get("additionalProperties").asBoolean(true)).isFalse();
      }
    }
    assertThat(closed).isGreaterThan(20);
  }

  @Test
  void a_successor_may_change_what_the_reader_lets_change() {
    var expected = new TreeSet<String>(Set.of("from", "note"));
    for (var key : names(schema.get("properties")))
      if (!complaint(List.of("successor", key), Json.object()).contains("cannot change on a day"))
        expected.add(key);

    assertThat(names(schema.get("properties").get("successor").get("properties")))
        .isEqualTo(expected);
  }

  @Test
  void every_choice_has_the_words_that_the_reader_knows() {
    var choices = spots.stream().filter(spot -> spot.node().has("enum")).toList();
    assertThat(choices).hasSizeGreaterThan(30);
    for (var spot : choices) {
      var words = new TreeSet<String>();
      for (var word : spot.node().get("enum")) if (!word.isNull()) words.add(word.asString());
      var complaint = complaint(spot.path(), Json.array().add("purple").get(0));
      if (words.contains("true")) words.removeAll(Set.of("yes", "no"));
      assertThat(listed(complaint, "must be ")).as("%s", spot.path()).isEqualTo(words);
    }
  }

  @Test
  void every_key_is_explained() {
    for (var spot : spots)
      if (spot.node().has("properties"))
        spot.node()
            .get("properties")
            .properties()
            .forEach(key -> {
              if (!key.getValue().has("$ref"))
                assertThat(key.getValue().path("description").asString(""))
                    .as("%s %s", spot.path(), key.getKey())
                    .isNotEmpty();
            });
  }

  @Test
  void every_entry_of_the_catalogue_fits() {
    var compiled = compiled();
    var ids = Catalogue.builtIn().ids();
    for (var id : ids)
      assertThat(mistakes(compiled, text(CATALOGUE.resolve(id + ".yaml")))).as(id).isEmpty();
    assertThat(ids).hasSizeGreaterThan(400);
  }

  @Test
  void an_item_of_the_settings_file_may_say_little() {
    assertThat(mistakes(compiled(), "{id: github, pkce: unsupported, revocation: null}")).isEmpty();
  }

  @Test
  void mistakes_show() {
    var compiled = compiled();

    assertThat(mistakes(compiled, "{name: A}")).hasSize(1);
    assertThat(mistakes(compiled, "{id: a, colour: red}")).hasSize(1);
    assertThat(mistakes(compiled, "{id: a, pkce: maybe}")).hasSize(1);
    assertThat(mistakes(compiled, "{id: a, refresh: {repeat: yes}}")).hasSize(1);
    assertThat(mistakes(compiled, "{id: a, token_endpoint: ftp://a.example}")).hasSize(1);
    assertThat(mistakes(compiled, "{id: a, successor: {from: 2027-01-01, name: B}}")).hasSize(1);
  }

  private List<Spot> spots() {
    var found = new ArrayList<Spot>();
    walk(new Spot(List.of(), schema), found);
    return found;
  }

  private static void walk(Spot spot, List<Spot> found) {
    var node = spot.node();
    if (node.has("anyOf")) {
      for (var one : node.get("anyOf")) walk(new Spot(spot.path(), one), found);
      return;
    }
    found.add(spot);
    if (node.has("properties") && !spot.isSuccessor())
      node.get("properties")
          .properties()
          .forEach(key -> walk(spot.below(key.getKey(), key.getValue()), found));
    if (node.path("additionalProperties").isObject())
      walk(spot.below("some", node.get("additionalProperties")), found);
    if (node.has("items")) walk(spot.below(ITEM, node.get("items")), found);
  }

  /// What the reader says of an entry that has `value` there; empty when it has nothing to say.
  private static String complaint(List<String> path, JsonNode value) {
    var entry =
        Json.parseObject(
                """
                {"id": "a", "name": "A", "authorization_endpoint": "https://a.example/a",
                 "token_endpoint": "https://a.example/t"}
                """)
            .orElseThrow();
    if (path.size() > 1 && BESIDE.containsKey(path.getFirst()))
      entry.set(path.getFirst(), Json.parse(BESIDE.get(path.getFirst())).orElseThrow());
    if (!path.isEmpty() && TYPED.contains(path.getFirst())) {
      entry.put("grant", "api_key").set("check", Json.parse(CALL).orElseThrow());
      entry.putArray("fields").addObject().put("id", "a").put("label", "A").put("secret", true);
    }
    if (path.equals(List.of("successor")) || path.isEmpty())
      value.properties().forEach(key -> entry.set(key.getKey(), key.getValue()));
    else {
      if (path.getFirst().equals("successor"))
        entry.putObject("successor").put("from", "2027-01-01");
      put(entry, path, value);
    }
    try {
      new ProviderReader(Catalogue.EMPTY).read(Json.write(entry), "probe");
      return "";
    } catch (SettingsProblem wrong) {
      return String.valueOf(wrong.getMessage());
    }
  }

  /// Puts `value` where `path` leads, into a map that is there already.
  private static void put(JsonNode at, List<String> path, JsonNode value) {
    var rest = path.subList(1, path.size());
    var there = path.getFirst().equals(ITEM) ? at.path(0) : at.path(path.getFirst());
    if (rest.isEmpty() && there instanceof ObjectNode old && value instanceof ObjectNode more) {
      old.setAll(more);
      return;
    }
    var next = rest.isEmpty() ? value : child(there, rest.getFirst());
    if (at instanceof ObjectNode object) object.set(path.getFirst(), next);
    else if (at instanceof ArrayNode array && array.isEmpty()) array.add(next);
    else ((ArrayNode) at).set(0, next);
    if (!rest.isEmpty()) put(next, rest, value);
  }

  private static JsonNode child(JsonNode there, String below) {
    if (!there.isMissingNode()) return there;
    return below.equals(ITEM) ? Json.array() : Json.object();
  }

  /// The words that a complaint lists.
  private static Set<String> listed(String complaint, String before) {
    assertThat(complaint).contains(before);
    var list = complaint.substring(complaint.indexOf(before) + before.length());
    return Stream.of(list.replaceFirst("^one of ", "").split(", | or "))
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> names(JsonNode object) {
    return new TreeSet<>(object.propertyStream().map(Map.Entry::getKey).collect(toSet()));
  }

  private Schema compiled() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
  }

  private static List<String> mistakes(Schema schema, String yaml) {
    return schema.validate(YAML.readTree(yaml)).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException missing) {
      throw new AssertionError(missing);
    }
  }
}
