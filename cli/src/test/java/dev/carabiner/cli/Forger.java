package dev.carabiner.cli;

import dev.carabiner.sandbox.costume.Costume;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Brings the server callbacks of one provider that it must not take, and now and then a good one.
final class Forger {
  private final ReplayHouse house;
  private final String id;
  private final Costume costume;
  private final List<String> wrong = new ArrayList<>();
  private int tried;

  Forger(ReplayHouse house, String id) {
    this.house = house;
    this.id = id;
    this.costume = house.play(id);
  }

  /// A flow up to the provider's answer, which the browser has not brought yet.
  private record Flow(String session, ReplayBrowser browser, ReplayCallback callback) {}

  /// How many callbacks were forged.
  int tried() {
    return tried;
  }

  /// What the server took that it must not take, or did not take that it must.
  List<String> run() {
    withoutTheState();
    inAnotherBrowser();
    ofAnotherIssuer();
    ofAnotherFlow();
    return wrong;
  }

  private void withoutTheState() {
    var flow = begin("56");
    var state = name("state");
    refused("without state", flow, callback -> with(callback, state, Optional.empty()));
    refused("of an unknown state", flow, callback -> altered(callback, state));
    if (!connects(flow, flow.browser().deliver(flow.callback())))
      wrong.add("the provider's own answer does not connect");
  }

  private void inAnotherBrowser() {
    var flow = begin("57");
    refused(
        "in another browser",
        new Flow(flow.session(), new ReplayBrowser(house), flow.callback()),
        callback -> callback);
  }

  private void ofAnotherIssuer() {
    if (costume.issuer().isEmpty() || costume.facts().text("issuer_template").isPresent()) return;
    refused(
        "of another issuer",
        begin("58"),
        callback -> with(callback, "iss", Optional.of("https://attacker.example")));
  }

  /// The code of somebody else's flow is of no use: a challenge, or else a nonce, was another
  /// there.
  private void ofAnotherFlow() {
    var theirs = begin("59");
    var asked = theirs.callback().asked();
    var code = value(theirs.callback(), name("code"));
    if (asked.contains("code_challenge="))
      refused(
          "with another flow's code",
          begin("60"),
          callback -> with(callback, name("code"), Optional.of(code)));
    if (!asked.contains("nonce=") || !givesIdToken()) return;
    costume.ignoreVerifiers(true);
    refused(
        "with another flow's nonce",
        begin("61"),
        callback ->
            with(callback, name("code"), Optional.of(value(begin("59").callback(), name("code")))));
    costume.ignoreVerifiers(false);
  }

  private boolean givesIdToken() {
    return costume.issuer().isPresent()
        && costume.facts().text("token_response/id_token_may_be_false").isEmpty();
  }

  private Flow begin(String user) {
    var link = house.api.link(id, user);
    StepFailed.unless(link.status() == 200, "there is no link: " + link.json());
    var browser = new ReplayBrowser(house);
    return new Flow(
        link.text("session_id"),
        browser,
        browser.consent(link.text("url"), costume.registration().forConnection()));
  }

  private void refused(String how, Flow flow, UnaryOperator<ReplayCallback> forge) {
    tried++;
    var forged = forge.apply(flow.callback());
    if (forged.equals(flow.callback()) && !how.contains("browser"))
      wrong.add("a callback " + how + " is no other than the good one");
    try {
      if (connects(flow, flow.browser().deliver(forged)))
        wrong.add("a callback " + how + " connects");
    } catch (StepFailed refusal) {
      if (isReadable(flow)) wrong.add("a callback " + how + " connects, and says " + refusal);
    }
  }

  /// Where the back end has to agree, the application has been given what it agrees with.
  private boolean connects(Flow flow, URI end) {
    return isReadable(flow) || end.toString().contains("connect_code=");
  }

  private boolean isReadable(Flow flow) {
    return house.api.read(flow.session()).status() == 200
        || house.api.show(flow.session()).text("state").equals("connected");
  }

  private String name(String standard) {
    var names = costume.facts().map("parameter_names");
    return names.getOrDefault("callback." + standard, names.getOrDefault(standard, standard));
  }

  private static ReplayCallback altered(ReplayCallback callback, String name) {
    var value = new StringBuilder(value(callback, name)).reverse().toString();
    return with(callback, name, Optional.of(value));
  }

  private static String value(ReplayCallback callback, String name) {
    if (!callback.form().isEmpty()) return callback.form().getOrDefault(name, "");
    for (var pair : callback.address().split("\\?", 2)[1].split("&"))
      if (pair.startsWith(name + "="))
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
    throw new StepFailed("the callback has no " + name);
  }

  private static ReplayCallback with(ReplayCallback callback, String name, Optional<String> value) {
    if (!callback.form().isEmpty()) {
      var form = new LinkedHashMap<>(callback.form());
      form.remove(name);
      value.ifPresent(text -> form.put(name, text));
      return new ReplayCallback(callback.asked(), callback.address(), form);
    }
    var halves = callback.address().split("\\?", 2);
    var pairs = new ArrayList<>(List.of(halves[1].split("&")));
    pairs.removeIf(pair -> pair.startsWith(name + "="));
    value.ifPresent(
        text -> pairs.add(name + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8)));
    return new ReplayCallback(
        callback.asked(), halves[0] + "?" + String.join("&", pairs), callback.form());
  }
}
