package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Reads the SQL in the sources of this room: whatever touches what belongs to a session names its
/// workspace, but for a few with a reason.
class EverySqlNamesTheWorkspaceTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/carabiner/server/store");
  private static final Pattern CONSTANT =
      Pattern.compile("String (\\w+) =\\s*\"\"\"(.*?)\"\"\"", Pattern.DOTALL);
  private static final Pattern SESSION_TABLE =
      Pattern.compile(
          "\\b(FROM|INTO|UPDATE|JOIN)\\s+(sessions|flows|events|revocations|webhooks|webhook_lanes|webhook_deliveries|exchanges|app_figures)\\b");
  private static final Pattern NAMES_WORKSPACE =
      Pattern.compile("\\bworkspace = (:workspace|\\?)|INSERT INTO \\w+ \\([^)]*\\bworkspace\\b");

  private static final Map<String, String> EXCEPTIONS =
      Map.ofEntries(
          Map.entry(
              "FlowTable.FIND_BY_LINK", "the hash of a random value that only the browser has"),
          Map.entry(
              "FlowTable.FIND_BY_STATE", "the hash of a random value that only the browser has"),
          Map.entry(
              "FlowTable.FIND_BY_CODE",
              "the hash of a random value that only the back end got; a mismatch burns it"),
          Map.entry("FlowTable.UNCONFIRMED", "background work of the whole installation"),
          Map.entry("SessionLists.TAKE_DUE", "background work of the whole installation"),
          Map.entry("CareTable.TAKE", "background work of the whole installation"),
          Map.entry("SessionLists.CLAIMED", "background work of the whole installation"),
          Map.entry(
              "SessionLists.LIVE_OF_APP",
              "an app's end takes its sessions along, also those from before it moved"),
          Map.entry("LeavingAppTable.REMOVE", "background work of the whole installation"),
          Map.entry("RevocationTable.TAKE_DUE", "background work of the whole installation"),
          Map.entry("RecordTables.SESSIONS", "looks at the whole installation"),
          Map.entry("RecordTables.SESSION", "looks at the whole installation"),
          Map.entry("RecordTables.FLOWS", "looks at the whole installation"),
          Map.entry("RecordTables.FLOW_VERSION", "looks at the whole installation"),
          Map.entry("RecordTables.REVOCATIONS", "looks at the whole installation"),
          Map.entry("RecordTables.WEBHOOKS", "looks at the whole installation"),
          Map.entry("RecordRow.SESSION_COLUMNS", "compares a session with its successor"),
          Map.entry("RecordRow.FLOW_COLUMNS", "looks at the whole installation"),
          Map.entry("EventTable.FORGET", "background work of the whole installation"),
          Map.entry("RevocationTable.FORGET", "background work of the whole installation"),
          Map.entry(
              "SessionLists.FIND_SHARING",
              "a grant belongs to the client at the provider, whatever the workspace"),
          Map.entry(
              "SessionLists.FIND_HOLDING",
              "a grant belongs to the client at the provider, whatever the workspace"),
          Map.entry("ExchangeTable.FORGET", "background work of the whole installation"),
          Map.entry("FigureTables.FORGET_APPS", "background work of the whole installation"),
          Map.entry("LaneTable.FIND_DUE", "background work of the whole installation"),
          Map.entry("LaneTable.FORGET_OWNERLESS", "background work of the whole installation"));

  private record Sql(String name, String text) {
    boolean touchesSessions() {
      return SESSION_TABLE.matcher(text).find();
    }

    boolean namesWorkspace() {
      return NAMES_WORKSPACE.matcher(text).find();
    }
  }

  @Test
  void every_sql_that_touches_session_data_names_the_workspace() throws IOException {
    var all = constants();
    var touching = all.stream().filter(Sql::touchesSessions).toList();
    assertThat(touching).hasSizeGreaterThan(15);
    assertThat(touching)
        .filteredOn(sql -> !EXCEPTIONS.containsKey(sql.name()))
        .allMatch(Sql::namesWorkspace);
    assertThat(touching.stream().map(Sql::name)).containsAll(EXCEPTIONS.keySet());
  }

  @Test
  void no_sql_about_sessions_stands_outside_a_named_constant() throws IOException {
    for (var source : sources()) {
      var rest = CONSTANT.matcher(Files.readString(source)).replaceAll("");
      assertThat(SESSION_TABLE.matcher(rest).find()).as(source.toString()).isFalse();
    }
  }

  @Test
  void the_check_finds_a_statement_without_workspace() {
    assertThat(new Sql("x", "SELECT 1 FROM sessions WHERE id = ?"))
        .matches(Sql::touchesSessions)
        .matches(sql -> !sql.namesWorkspace());
    assertThat(new Sql("x", "UPDATE flows SET workspace = excluded.workspace WHERE id = :id"))
        .matches(sql -> !sql.namesWorkspace());
  }

  private static List<Path> sources() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toList());
    }
  }

  private static List<Sql> constants() throws IOException {
    var found = new ArrayList<Sql>();
    for (var source : sources()) {
      var room = source.getFileName().toString().replace(".java", "");
      CONSTANT
          .matcher(Files.readString(source))
          .results()
          .forEach(each -> found.add(new Sql(room + "." + each.group(1), each.group(2))));
    }
    return found;
  }
}
