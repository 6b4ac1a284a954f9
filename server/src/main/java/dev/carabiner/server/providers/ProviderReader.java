package dev.carabiner.server.providers;

import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.server.base.Yaml;
import dev.carabiner.server.base.YamlTree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads entries in the catalogue's form, be they our own files, the `providers` of a settings file
/// or the store's texts.
///
/// An entry with the id of a base entry is laid over it, and one with `variant_of` takes from that
/// entry what it does not say itself, key by key. An entry that names an issuer of its own and no
/// endpoints takes no endpoints: they belong to the other issuer.
public final class ProviderReader {
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int MAX_ID = 63;

  private final Catalogue base;

  /// @param base the entries to lay over and to be a variant of
  public ProviderReader(Catalogue base) {
    this.base = base;
  }

  /// The provider that `entry` describes.
  ///
  /// @throws SettingsProblem naming file, line and key of the first thing that is wrong
  public Provider read(YamlTree.Branch entry) {
    var id = entry.need("id");
    if (!ID.matcher(id.text()).matches() || id.text().length() > MAX_ID)
      throw id.problem("must be lower-case letters, digits and single dashes, at most 63");
    return provider(entry, base.completed(entry));
  }

  private static Provider provider(YamlTree.Branch entry, YamlTree.Branch whole) {
    Keys.allow(whole, EntryKeys.READ, Set.of());
    var addresses = AddressReader.read(whole);
    var quirks = QuirkReader.read(whole, addresses);
    return new Provider(
        entry.need("id").text(),
        AboutReader.read(whole, addresses),
        addresses,
        ProtocolReader.read(whole, addresses),
        LifecycleReader.read(whole),
        quirks,
        SuccessorReader.read(whole, then -> provider(entry, then)),
        EntryText.of(entry));
  }

  /// The provider that a stored text describes.
  ///
  /// @param name what complaints call the text
  /// @throws SettingsProblem as [#read(YamlTree.Branch)]
  public Provider read(String text, String name) {
    return read(Yaml.readMap(text, name));
  }

  /// The providers of a list.
  ///
  /// @throws SettingsProblem as [#read(YamlTree.Branch)], and when an id is there twice
  public List<Provider> readAll(YamlTree list) {
    var ids = new HashSet<String>();
    for (var entry : list.row()) {
      var id = entry.branch().need("id");
      if (!ids.add(id.text())) throw id.problem("is the id of another entry too");
    }
    return list.row().stream().map(entry -> read(entry.branch())).toList();
  }
}
