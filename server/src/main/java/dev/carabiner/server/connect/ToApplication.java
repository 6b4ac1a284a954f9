package dev.carabiner.server.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.sessions.Flow;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The application's callback address with the outcome appended to whatever query it already has.
/// It never carries a token, a code of the provider, or the provider's own text.
final class ToApplication {
  private ToApplication() {}

  static String granted(Flow flow, Optional<Secret> connectCode) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("session_id", flow.session().id().value());
    connectCode.ifPresent(
        code -> parameters.put("connect_code", code.reveal(Reveal.TO_THE_APP_THAT_OWNS_IT)));
    return address(flow, parameters);
  }

  static String failed(Flow flow, Flow.Step.Failed outcome) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("error", outcome.error());
    parameters.put("error_description", outcome.description());
    parameters.put("session_id", flow.session().id().value());
    return address(flow, parameters);
  }

  private static String address(Flow flow, Map<String, String> parameters) {
    flow.request().appState().ifPresent(state -> parameters.put("app_state", state));
    var url = new StringBuilder(flow.request().callbackUrl());
    var separator = url.indexOf("?") < 0 ? '?' : '&';
    for (var parameter : parameters.entrySet()) {
      url.append(separator)
          .append(parameter.getKey())
          .append('=')
          .append(URLEncoder.encode(parameter.getValue(), UTF_8));
      separator = '&';
    }
    return url.toString();
  }
}
