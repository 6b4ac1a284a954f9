package dev.carabiner.server.app;

import dev.carabiner.server.setup.SettingsKey;
import dev.carabiner.server.setup.SettingsTable;

/// Prints the reference of the settings file.
public final class SettingsReference {
  private static final String INTRODUCTION =
      """
      # Settings

      `./carabiner settings --table` prints this page. `./carabiner settings` prints the settings in force and where each came from.

      The settings are one YAML file, `carabiner.yaml` unless `--config FILE` names another.

      - Relative paths are relative to the settings file's folder.
      - `${env:NAME}` and `${file:PATH}` in any value are replaced by an environment variable and by the content of a file (UTF-8, at most 64 KiB, white space at its end dropped). A missing one stops the start. In `store.url` what stands in for the user or password must be percent-encoded.
      - An environment variable of the third column overrides the file; in lists a comma separates the items.
      - An unknown key, a wrong type or a bad value stops the start with one line: `FILE:LINE: KEY: what is wrong; allowed: …`.
      - A port of 0 takes a free one.
      - `clients`, `providers` and `apps` are made so at every start and on SIGHUP, whole or not at all. What the file does not name stays.
      - The items of `providers` have the keys of the catalogue's entries; `api/provider.schema.json` (JSON Schema) lists them all, for editors too.
      - A secret that stands in the file works, with a warning at every start.
      - `server.url` has no path in this version: Carabiner has a host name of its own.

      | key | default | environment variable | allowed | meaning |
      |---|---|---|---|---|
      """;

  private SettingsReference() {}

  /// The whole page, in Markdown.
  public static String markdown() {
    var page = new StringBuilder(INTRODUCTION);
    for (var key : SettingsTable.keys())
      page.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  key.path(),
                  ordinarily(key),
                  key.variable().map(SettingsReference::code).orElse(""),
                  key.allowed(),
                  key.meaning()));
    return page.toString();
  }

  private static String ordinarily(SettingsKey key) {
    var text = key.ordinarily();
    if (text.startsWith("{")) return text.substring(1, text.length() - 1);
    return text.isEmpty() ? "" : code(text);
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
