package dev.carabiner.server.app;

import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.setup.UrlValues;
import dev.carabiner.server.store.StoreSettings;
import java.util.ArrayList;
import java.util.List;

/// What works but should not stay so.
final class SettingsWarnings {
  private final Settings settings;
  private final YamlTree.Branch tree;
  private final References references;

  SettingsWarnings(Settings settings, YamlTree.Branch tree, References references) {
    this.settings = settings;
    this.tree = tree;
    this.references = references;
  }

  /// All warnings, `others` last.
  List<String> with(List<String> others) {
    var warnings = new ArrayList<String>();
    if (UrlValues.isOpenHttp(settings.server().url()))
      warnings.add(
          said(
              tree.need("server").branch().need("url"),
              "is plain http beyond this machine: tokens and cookies can be read on the way; use"
                  + " https"));
    for (var entry : entries("clients"))
      entry.get("secret").ifPresent(secret -> literal(secret, warnings));
    for (var entry : entries("apps"))
      entry.get("client-secret").ifPresent(secret -> literal(secret, warnings));
    tree.get("console")
        .flatMap(console -> console.branch().get("openid"))
        .flatMap(openId -> openId.branch().get("client-secret"))
        .ifPresent(secret -> literal(secret, warnings));
    password(warnings);
    warnings.addAll(others);
    return warnings;
  }

  private List<YamlTree.Branch> entries(String name) {
    return tree.need(name).row().stream().map(YamlTree::branch).toList();
  }

  private void literal(YamlTree secret, List<String> warnings) {
    var parts = secret instanceof YamlTree.Row row ? row.items() : List.of(secret);
    for (var part : parts)
      if (!references.replaced(part.place().key()))
        warnings.add(
            said(part, "a secret stands in the file; ${env:NAME} or ${file:PATH} keep it out"));
  }

  private void password(List<String> warnings) {
    var url = tree.need("store").branch().need("url");
    if (!EffectiveSettings.isVariable(url.place().file())
        && settings.store().url() instanceof StoreSettings.InPostgres(var database)
        && database.password().isPresent()
        && !references.replaced(url.place().key()))
      warnings.add(
          said(url, "a password stands in the file; ${env:NAME} or ${file:PATH} keep it out"));
  }

  private static String said(YamlTree tree, String what) {
    var place = tree.place();
    return place.file() + ":" + place.line() + ": " + place.key() + ": " + what;
  }
}
