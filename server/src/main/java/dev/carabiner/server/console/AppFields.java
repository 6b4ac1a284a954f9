package dev.carabiner.server.console;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.providers.OwnVariables;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.server.web.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What the form of an app says, in the words of its fields. Nothing secret is in it.
///
/// @param texts field → what stands in it
/// @param scopes kind → scopes; the kind is empty where the provider has only one
record AppFields(Map<String, String> texts, Map<String, List<String>> scopes) {
  /// The prefix of a field with a variable's value.
  static final String VARIABLE = "variable.";

  /// The field of scopes that the catalogue does not explain, and the prefix of each kind's.
  static final String FURTHER = "scopes";

  AppFields {
    texts = Map.copyOf(texts);
  }

  /// The fields of an app that is yet to be made.
  static AppFields blank(Provider provider, String key) {
    var scopes = new LinkedHashMap<String, List<String>>();
    for (var kind : kinds(provider))
      scopes.put(kind, kind.isEmpty() ? provider.protocol().defaultScopes() : List.of());
    return new AppFields(
        Map.of("key", key, "name", provider.name(), "workspace", "default", "linking", "confirm"),
        scopes);
  }

  static AppFields of(ConnectedApp app) {
    var texts = new LinkedHashMap<String, String>();
    texts.put("key", app.key().value());
    texts.put("name", app.name());
    texts.put("workspace", app.workspace().name());
    texts.put("client_id", app.credentials().clientId());
    texts.put("callback_url", app.flow().returnTo().callbackUrl());
    texts.put("allowed_callback_urls", String.join(" ", app.flow().returnTo().allowed()));
    texts.put("linking", app.flow().linking().name().toLowerCase(Locale.ROOT));
    app.provider().environment().ifPresent(name -> texts.put("environment", name));
    app.provider().variables().forEach((id, value) -> texts.put(VARIABLE + id, value));
    texts.put(
        "allowed_hosts",
        String.join(" ", app.provider().allowedHosts().stream().map(host -> host.text()).toList()));
    return new AppFields(texts, app.consent().scopes());
  }

  /// What came from a browser.
  ///
  /// @param kinds of scopes that the form has fields for
  static AppFields of(Parameters form, Set<String> kinds) {
    var texts = new LinkedHashMap<String, String>();
    for (var name : form.names())
      if (!name.equals(Frame.CSRF) && !name.equals("client_secret") && !name.equals("scope"))
        texts.put(name, form.one(name).orElse("").strip());
    var scopes = new LinkedHashMap<String, List<String>>();
    for (var kind : kinds) {
      var chosen = new LinkedHashSet<String>();
      if (kind.equals(Consent.ONLY_KIND)) chosen.addAll(form.all("scope"));
      chosen.addAll(words(form.one(field(kind)).orElse("")));
      scopes.put(kind, List.copyOf(chosen));
    }
    return new AppFields(texts, scopes);
  }

  /// The kinds of scopes that a provider asks for apart.
  static Set<String> kinds(Provider provider) {
    return provider
        .quirks()
        .find(Quirk.ScopeParameters.class)
        .map(quirk -> quirk.names().keySet())
        .orElse(Set.of(Consent.ONLY_KIND));
  }

  /// The text field with the scopes of a kind.
  static String field(String kind) {
    return kind.isEmpty() ? FURTHER : FURTHER + "." + kind;
  }

  String text(String name) {
    return texts.getOrDefault(name, "");
  }

  /// Whether a variable of the provider is a whole host, so that somebody has to say which ones are
  /// allowed.
  static boolean hasHosts(Provider provider) {
    return provider.addresses().variables().stream()
        .anyMatch(each -> OwnVariables.isFreeHost(provider, Optional.empty(), each));
  }

  /// The same in the words of the management API, as a merge patch: what is left empty is taken
  /// away.
  ObjectNode entry(Provider provider) {
    var entry = Json.object();
    entry.put("name", text("name"));
    entry.put("provider", provider.id());
    putOrTakeAway(entry, "client_id");
    entry.put("callback_url", text("callback_url"));
    entry.put("linking", text("linking"));
    var callbacks = entry.putArray("allowed_callback_urls");
    words(text("allowed_callback_urls")).forEach(callbacks::add);
    if (!provider.addresses().environments().isEmpty()) putOrTakeAway(entry, "environment");
    var variables = entry.putObject("variables");
    for (var variable : provider.addresses().variables()) {
      var value = text(VARIABLE + variable.id());
      if (value.isEmpty()) variables.putNull(variable.id());
      else variables.put(variable.id(), value);
    }
    if (hasHosts(provider)) {
      var hosts = entry.putArray("allowed_hosts");
      words(text("allowed_hosts")).forEach(hosts::add);
    }
    putScopes(entry);
    return entry;
  }

  private void putScopes(ObjectNode entry) {
    var only = scopes.get(Consent.ONLY_KIND);
    if (only != null && scopes.size() == 1) {
      var list = entry.putArray("scopes");
      only.forEach(list::add);
      return;
    }
    var kinds = entry.putObject("scopes");
    scopes.forEach((kind, names) -> {
      var list = kinds.putArray(kind);
      names.forEach(list::add);
    });
  }

  private void putOrTakeAway(ObjectNode entry, String name) {
    if (text(name).isEmpty()) entry.putNull(name);
    else entry.put(name, text(name));
  }

  private static List<String> words(String text) {
    var words = new ArrayList<>(List.of(text.strip().split("[\\s,]+")));
    words.removeIf(String::isEmpty);
    return words;
  }
}
