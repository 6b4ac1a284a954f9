package dev.carabiner.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.app.Settings.Declared;
import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.server.base.Yaml;
import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.outbound.AllowEntry;
import dev.carabiner.server.outbound.OutboundRules;
import dev.carabiner.server.setup.AppReader;
import dev.carabiner.server.setup.ClientReader;
import dev.carabiner.server.setup.Values;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a settings file, whole or not at all: whatever is wrong is one line, `FILE:LINE: KEY: what
/// is wrong; allowed: …`.
public final class SettingsReader {
  private final Map<String, String> environment;

  /// @param environment the variables for `${env:NAME}` and for `CARABINER_…` overrides
  public SettingsReader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /// The settings that `file` and the environment give.
  ///
  /// @throws SettingsProblem when the file cannot be read or something in it is wrong
  public SettingsReading read(Path file) {
    try {
      return read(Files.readString(file, UTF_8), file);
    } catch (CharacterCodingException notText) {
      throw unreadable(file, "is not text in UTF-8");
    } catch (IOException absent) {
      throw unreadable(file, Files.exists(file) ? "cannot be read" : "there is no such file");
    }
  }

  /// As [#read(Path)], for a text that stands in `file`; relative paths are relative to its folder.
  public SettingsReading read(String text, Path file) {
    var folder = Optional.ofNullable(file.toAbsolutePath().normalize().getParent()).orElse(file);
    var written = Yaml.readMap(text, file.toString());
    ShapeCheck.check(written);
    var references = new References(folder, environment);
    var overrides = new EnvironmentOverrides(environment);
    var tree = Defaults.fill(overrides.over(references.branch(written)));
    var settings = settings(tree, new ServerReader(folder));
    var warnings = new SettingsWarnings(settings, tree, references);
    return new SettingsReading(settings, warnings.with(overrides.unknown()), tree);
  }

  private static Settings settings(YamlTree.Branch tree, ServerReader reader) {
    var issuers = tree.need("issuers");
    if (!issuers.row().isEmpty()) throw Values.wrong(issuers, "is not supported yet");
    return new Settings(
        reader.server(tree.need("server").branch()),
        level(tree.need("log").branch().need("level")),
        reader.store(tree.need("store").branch()),
        reader.masterKey(tree.need("vault").branch().need("master-key")),
        allow(tree.need("outbound").branch().need("allow")),
        new Declared(
            ClientReader.clients(tree.need("clients")),
            providers(tree.need("providers")),
            AppReader.apps(tree.need("apps"))),
        OpenIdReader.read(tree),
        reader.retention(tree.need("retention").branch()),
        EffectiveSettings.of(tree));
  }

  private static LogLevel level(YamlTree tree) {
    return Values.read(
        tree,
        word ->
            Arrays.stream(LogLevel.values()).filter(level -> level.word().equals(word)).findAny(),
        "is none of the words known");
  }

  private static OutboundRules allow(YamlTree tree) {
    return new OutboundRules(
        Values.row(tree).stream()
            .map(item ->
                Values.attempt(
                    item,
                    () -> AllowEntry.parse(Values.one(item)),
                    "is neither host:port nor a network"))
            .toList());
  }

  private static List<YamlTree.Branch> providers(YamlTree tree) {
    var ids = new HashSet<String>();
    for (var entry : Values.row(tree))
      if (!ids.add(Values.need(entry.branch(), "id").text()))
        throw Values.need(entry.branch(), "id").problem("is in another entry as well");
    return Values.row(tree).stream().map(YamlTree::branch).toList();
  }

  private static SettingsProblem unreadable(Path file, String what) {
    return new SettingsProblem(
        file.toString(), 1, "settings file", what + "; allowed: a settings file in YAML");
  }
}
