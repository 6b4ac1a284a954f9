package dev.carabiner.cli;

import dev.carabiner.server.app.Settings;
import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.callers.MachineClient;
import dev.carabiner.server.outbound.AllowEntry;
import dev.carabiner.server.outbound.OutboundRules;
import dev.carabiner.server.setup.AppSetting;
import dev.carabiner.server.setup.Setup.Owned;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/// Lays the clients, providers, apps and outbound exceptions of a file over those of `dev`.
final class DevSettings {
  private DevSettings() {}

  static Settings over(Settings dev, Settings file) {
    var declared =
        new Settings.Declared(
            over(dev.declared().clients(), file.declared().clients(), DevSettings::id),
            over(dev.declared().providers(), file.declared().providers(), DevSettings::id),
            over(dev.declared().apps(), file.declared().apps(), DevSettings::key));
    var allow = new ArrayList<AllowEntry>(dev.outbound().allow());
    allow.addAll(file.outbound().allow());
    return new Settings(
        dev.server(),
        dev.logLevel(),
        dev.store(),
        dev.masterKey(),
        new OutboundRules(allow),
        declared,
        file.openId().or(dev::openId),
        dev.retention(),
        dev.told());
  }

  /// Refuses settings that would let other machines in.
  ///
  /// @throws CommandFailed unless both listeners are on loopback
  static void onLoopback(Settings settings, String where) {
    for (var listen : List.of(settings.server().listen(), settings.server().managementListen()))
      if (!listen.isLoopback())
        throw new CommandFailed(
            where
                + " listens at "
                + listen
                + "; dev opens everything to whoever reaches it and stays on loopback; use serve");
  }

  private static <T> List<T> over(List<T> ours, List<T> theirs, Function<T, String> name) {
    var taken = new HashSet<String>();
    theirs.forEach(one -> taken.add(name.apply(one)));
    var all = new ArrayList<T>();
    for (var one : ours) if (!taken.contains(name.apply(one))) all.add(one);
    all.addAll(theirs);
    return all;
  }

  private static String id(Owned<MachineClient> client) {
    return client.thing().id();
  }

  private static String id(YamlTree.Branch provider) {
    return provider.need("id").text();
  }

  private static String key(AppSetting setting) {
    return setting.app().key().folded();
  }
}
