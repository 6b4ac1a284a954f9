package dev.carabiner.server.app;

import dev.carabiner.server.app.Settings.Retention;
import dev.carabiner.server.app.Settings.Server;
import dev.carabiner.server.app.Settings.Store;
import dev.carabiner.server.app.Settings.Tls;
import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.outbound.Network;
import dev.carabiner.server.setup.SettingsTable;
import dev.carabiner.server.setup.UrlValues;
import dev.carabiner.server.setup.Values;
import dev.carabiner.server.store.StoreSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what the settings say of this server itself. Every key with a default has a value by now.
final class ServerReader {
  private static final Pattern AUDIENCE = Pattern.compile("[\\x21-\\x7E]{1,255}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String FILE = "file:";
  private static final String ENV = "env:";

  private final Path folder;

  /// @param folder what relative paths are relative to
  ServerReader(Path folder) {
    this.folder = folder;
  }

  Server server(YamlTree.Branch server) {
    var listen = listener(server.need("listen"));
    var management = listener(server.need("management-listen"));
    if (listen.equals(management) && listen.port() != 0)
      throw Values.wrong(
          server.need("management-listen"), "is the same as server.listen; they must differ");
    if (server.get("url").isEmpty())
      throw server.problem(
          "needs the key url, because server.listen is not on loopback, or takes a free port; allowed: "
              + SettingsTable.find("server.url").orElseThrow().allowed());
    return new Server(
        Values.name(server.need("name")),
        UrlValues.base(server.need("url")),
        listen,
        management,
        server.get("tls").map(tree -> tls(tree.branch())),
        audiences(server.need("audiences")),
        Values.row(server.need("trusted-proxies")).stream().map(ServerReader::network).toList());
  }

  Store store(YamlTree.Branch store) {
    return new Store(url(store.need("url")), Values.path(store.need("journal"), folder));
  }

  MasterKeySource masterKey(YamlTree tree) {
    var text = Values.one(tree);
    if (text.startsWith(FILE))
      return new MasterKeySource.InFile(Values.path(tree, text.substring(FILE.length()), folder));
    if (text.startsWith(ENV) && VARIABLE.matcher(text.substring(ENV.length())).matches())
      return new MasterKeySource.InEnvironment(text.substring(ENV.length()));
    if (text.contains("://")) throw Values.wrong(tree, "key services are not supported yet");
    throw Values.wrong(tree, "says neither a file nor an environment variable");
  }

  Retention retention(YamlTree.Branch retention) {
    return new Retention(
        Values.duration(retention.need("revoked")),
        Values.duration(retention.need("pending")),
        Values.duration(retention.need("exchanges")),
        Values.duration(retention.need("audit")));
  }

  /// What is wrong with a store's URL, and what is allowed, the store says itself.
  private StoreSettings url(YamlTree tree) {
    try {
      return StoreSettings.parse(Values.one(tree), folder.toAbsolutePath());
    } catch (IllegalArgumentException wrong) {
      throw tree.problem(String.valueOf(wrong.getMessage()));
    }
  }

  private static HostPort listener(YamlTree tree) {
    return Values.read(tree, HostPort::parse, "is not host:port");
  }

  private Tls tls(YamlTree.Branch tls) {
    return new Tls(
        Values.path(Values.need(tls, "certificate"), folder),
        Values.path(Values.need(tls, "key"), folder));
  }

  private static Network network(YamlTree tree) {
    var text = Values.one(tree);
    var single = text.contains(":") ? "/128" : "/32";
    return Values.attempt(
        tree,
        () -> Network.parse(text.contains("/") ? text : text + single),
        "is no address or network");
  }

  private static List<String> audiences(YamlTree tree) {
    if (Values.row(tree).isEmpty()) throw Values.wrong(tree, "is empty");
    return Values.readAll(
        tree,
        text -> Optional.of(text).filter(name -> AUDIENCE.matcher(name).matches()),
        "is empty, too long or has blanks");
  }
}
