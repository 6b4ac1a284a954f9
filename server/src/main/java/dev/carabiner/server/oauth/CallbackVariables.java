package dev.carabiner.server.oauth;

import dev.carabiner.server.providers.CallbackQuirk;
import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.server.providers.Variable;
import dev.carabiner.server.providers.Variable.InCallback;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a callback says of the variables in its provider's addresses. None of it is believed unless
/// the entry knows the value, or the flow was started with it.
final class CallbackVariables {
  private CallbackVariables() {}

  /// What came of it.
  sealed interface Outcome {
    /// The values that the callback tells.
    record Told(Map<String, String> values) implements Outcome {}

    /// It tells what cannot be.
    record Wrong(String why) implements Outcome {}
  }

  static Outcome read(Map<String, String> parameters, ExpectedCallback expected) {
    var values = new HashMap<String, String>();
    for (var variable : expected.provider().addresses().variables()) {
      if (variable.callback().isEmpty()) continue;
      var wrong =
          switch (variable.callback().get()) {
            case InCallback.Told told -> told(variable, told, parameters, expected, values);
            case InCallback.Agrees agrees -> agrees(variable, agrees, parameters, expected);
          };
      if (wrong.isPresent()) return new Outcome.Wrong(wrong.get());
    }
    return tokenHostProblem(parameters, expected, values)
        .<Outcome>map(Outcome.Wrong::new)
        .orElseGet(() -> new Outcome.Told(Map.copyOf(values)));
  }

  private static Optional<String> told(
      Variable variable,
      InCallback.Told rule,
      Map<String, String> parameters,
      ExpectedCallback expected,
      Map<String, String> values) {
    var word = parameters.get(rule.parameter());
    if (word == null)
      return expected.variables().containsKey(variable.id())
          ? Optional.empty()
          : Optional.of("it does not tell the variable " + variable.id());
    var value = rule.words().isEmpty() ? word : rule.words().get(word);
    if (value == null || !variable.accepts(value))
      return Optional.of("it tells no known value of the variable " + variable.id());
    values.put(variable.id(), value);
    return Optional.empty();
  }

  private static Optional<String> agrees(
      Variable variable,
      InCallback.Agrees rule,
      Map<String, String> parameters,
      ExpectedCallback expected) {
    var said = parameters.getOrDefault(rule.parameter(), "");
    var known = expected.variables().get(variable.id());
    var good =
        known != null && (said.equalsIgnoreCase(known) || isHostOf(variable, said, expected));
    return good ? Optional.empty() : Optional.of("it disagrees on the variable " + variable.id());
  }

  /// Whether the value is the host that the browser was sent to, and the variable stands in it.
  private static boolean isHostOf(Variable variable, String said, ExpectedCallback expected) {
    var template = expected.endpoints().get(Endpoint.AUTHORIZATION);
    return template != null
        && template.names().contains(variable.id())
        && expected
            .host(Endpoint.AUTHORIZATION, Map.of())
            .equals(Optional.of(said.toLowerCase(Locale.ROOT)));
  }

  /// A callback that names the host of the token call must name the one of the entry's own address,
  /// whole, as a URL, or by its first label.
  private static Optional<String> tokenHostProblem(
      Map<String, String> parameters, ExpectedCallback expected, Map<String, String> values) {
    var said =
        expected
            .quirks()
            .find(CallbackQuirk.TokenHostFromCallback.class)
            .map(rule -> parameters.get(rule.parameter()));
    if (said.isEmpty()) return Optional.empty();
    var host = expected.host(Endpoint.TOKEN, values).orElse("");
    var text = said.get().toLowerCase(Locale.ROOT);
    var named = EndpointUri.parse(text).map(EndpointUri::host).orElse(text);
    return !named.isEmpty()
            && (named.equals(host) || (named.indexOf('.') < 0 && host.startsWith(named + ".")))
        ? Optional.empty()
        : Optional.of("it names another host for the token call");
  }
}
