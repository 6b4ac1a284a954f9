package dev.carabiner.server.setup;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ClientCredentials;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.apps.HostRule;
import dev.carabiner.server.apps.Keeping;
import dev.carabiner.server.apps.Linking;
import dev.carabiner.server.apps.ProviderChoice;
import dev.carabiner.server.apps.ReturnTo;
import dev.carabiner.server.apps.RevokeAtProvider;
import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.providers.RotationPolicy;
import dev.carabiner.server.providers.StandardParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the connected apps of a settings file, and what the API is told of one.
public final class AppReader {
  private static final Duration LONGEST_LINK = Duration.ofDays(7);
  private static final Pattern WORD = Pattern.compile("[\\x21-\\x7E]{1,255}");
  private static final Pattern CLIENT_ID =
      Pattern.compile("[\\x20-\\x7E]*[\\x21-\\x7E][\\x20-\\x7E]*");
  private static final Map<String, Linking> LINKING =
      Map.of("confirm", Linking.CONFIRM, "bind", Linking.BIND, "open", Linking.OPEN);
  private static final Map<String, RevokeAtProvider> REVOKING =
      Map.of(
          "always", RevokeAtProvider.ALWAYS,
          "last", RevokeAtProvider.LAST,
          "never", RevokeAtProvider.NEVER);

  private static final Map<String, RotationPolicy> ROTATION =
      Map.of(
          "none", RotationPolicy.NONE,
          "grace", RotationPolicy.GRACE,
          "previous_until_used", RotationPolicy.PREVIOUS_UNTIL_USED,
          "strict", RotationPolicy.STRICT);

  private AppReader() {}

  /// The entries of `apps`, with defaults filled in.
  ///
  /// @throws dev.carabiner.server.base.SettingsProblem for the first thing wrong
  public static List<AppSetting> apps(YamlTree tree) {
    var keys = new HashSet<String>();
    var apps = new ArrayList<AppSetting>();
    for (var entry : Values.row(tree)) {
      var app = app(entry.branch());
      if (!keys.add(app.app().key().folded()))
        throw Values.wrong(
            Values.need(entry.branch(), "key"),
            "is in another entry as well, or differs by case only");
      apps.add(app);
    }
    apps.forEach(app -> checkIdentityApp(app, apps));
    return apps;
  }

  private static void checkIdentityApp(AppSetting setting, List<AppSetting> all) {
    AppCheck.wrongIdentityApp(
            setting.app(),
            key ->
                all.stream()
                    .map(AppSetting::app)
                    .filter(other -> other.key().equals(key))
                    .findFirst())
        .ifPresent(wrong -> {
          throw setting.problem(wrong.key(), wrong.what());
        });
  }

  static AppSetting app(YamlTree.Branch entry) {
    if (entry.get("client-id").isEmpty())
      entry
          .get("client-secret")
          .ifPresent(secret -> {
            throw Values.wrong(secret, "belongs to a client-id, which is left out");
          });
    return AppSetting.of(
        new ConnectedApp(
            Values.read(Values.need(entry, "key"), AppKey::parse, "is not a key"),
            Values.workspace(Values.need(entry, "workspace")),
            Values.name(Values.need(entry, "name")),
            provider(entry),
            new ClientCredentials(
                entry.get("client-id").map(AppReader::clientId).orElse(""),
                Optional.empty(),
                entry
                    .get("identity-app")
                    .map(tree -> Values.read(tree, AppKey::parse, "is not a key"))),
            consent(entry),
            flow(entry),
            keeping(entry)),
        entry.get("client-secret").map(Values::secret),
        entry);
  }

  private static ProviderChoice provider(YamlTree.Branch entry) {
    return new ProviderChoice(
        word(Values.need(entry, "provider")),
        entry.get("environment").map(AppReader::word),
        entry.get("variables", Values::map, Map.of()),
        Values.row(Values.need(entry, "allowed-hosts")).stream().map(AppReader::host).toList());
  }

  private static HostRule host(YamlTree tree) {
    return Values.read(tree, HostRule::parse, "is no host name");
  }

  private static Consent consent(YamlTree.Branch entry) {
    return new Consent(
        scopes(Values.need(entry, "scopes")),
        entry.get("authorization-params").map(AppReader::params).orElse(Map.of()),
        entry.get("token").map(AppReader::word));
  }

  private static Map<String, List<String>> scopes(YamlTree tree) {
    var scopes = new LinkedHashMap<String, List<String>>();
    if (tree instanceof YamlTree.Branch kinds)
      kinds.members().forEach((kind, list) -> scopes.put(kind, words(list)));
    else scopes.put(Consent.ONLY_KIND, words(tree));
    return scopes;
  }

  private static Map<String, String> params(YamlTree tree) {
    tree.branch()
        .members()
        .forEach((name, value) -> {
          if (StandardParameters.contains(name))
            throw Values.wrong(value, "is a standard parameter, which is sent by itself");
          if (!WORD.matcher(name).matches())
            throw Values.wrong(value, "is not the name of a parameter");
        });
    return Values.map(tree);
  }

  private static ConnectedApp.Flow flow(YamlTree.Branch entry) {
    var callbacks = Values.row(Values.need(entry, "allowed-callback-urls"));
    return new ConnectedApp.Flow(
        Values.choice(Values.need(entry, "linking"), LINKING),
        Values.duration(Values.need(entry, "link-lifetime"), LONGEST_LINK),
        new ReturnTo(
            UrlValues.callback(Values.need(entry, "callback-url")),
            callbacks.stream().map(UrlValues::callback).toList()));
  }

  private static Keeping keeping(YamlTree.Branch entry) {
    var alive = Values.need(entry, "keep-alive");
    return new Keeping(
        Values.choice(Values.need(entry, "revoke-at-provider"), REVOKING),
        switch (Values.one(alive)) {
          case "0" -> Duration.ZERO;
          case "forever" -> Keeping.FOREVER;
          default -> Values.duration(alive);
        },
        entry.get("rotation-policy").map(AppReader::rotationPolicy));
  }

  private static String rotationPolicy(YamlTree tree) {
    return Values.choice(tree, ROTATION).name();
  }

  private static String word(YamlTree tree) {
    return Values.read(
        tree,
        text -> Optional.of(text).filter(word -> WORD.matcher(word).matches()),
        "is empty, too long or has blanks");
  }

  private static List<String> words(YamlTree list) {
    return Values.row(list).stream().map(AppReader::word).toList();
  }

  private static String clientId(YamlTree tree) {
    return Values.read(
        tree,
        text -> Optional.of(text).filter(id -> CLIENT_ID.matcher(id).matches()),
        "is empty or has other characters");
  }
}
