package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Says in sentences where an entry deviates from the standard: one for each key that tells of it.
final class OddityWords {
  private static final Map<String, String> KEYS = keys();
  private static final Map<String, String> NAMED =
      Map.of(
          "no_scopes", "It knows no scopes.",
          "dual_tokens", "One consent may give two tokens, one for each kind of scopes.",
          "install_flow", "Connecting is the installation of an app at the provider.",
          "self_hosted", "Its customers run it themselves.",
          "redirect_uri_omitted_in_token", "The code exchange does not repeat the redirect URI.",
          "same_url_for_both_endpoints", "Authorization and token endpoint have the same address.",
          "authorization_in_fragment", "The authorization address has a part after #.");

  private final YamlTree.Branch entry;

  OddityWords(YamlTree.Branch entry) {
    this.entry = entry;
  }

  List<String> sentences() {
    var words = new EntryWords(entry);
    var lines = new ArrayList<String>();
    if (words.text("deprecated").isPresent())
      lines.add("It is on its way out; do not begin with it.");
    words
        .text("variant_of")
        .ifPresent(id -> lines.add("It shares the registration of " + id + "."));
    NAMED.keySet().stream()
        .sorted()
        .filter(words.texts("quirks")::contains)
        .forEach(word -> lines.add(NAMED.get(word)));
    KEYS.forEach((key, sentence) -> {
      if (isThere(key)) lines.add(sentence);
    });
    if (words.text("pkce").filter("required"::equals).isPresent()) lines.add("It insists on PKCE.");
    words
        .text("client_auth")
        .filter(Set.of("none", "private_key_jwt")::contains)
        .ifPresent(how ->
            lines.add(
                how.equals("none")
                    ? "It takes no client secret."
                    : "The client shows who it is by a signed assertion."));
    for (var key : List.of("pkce_note", "callback.note", "registration.note", "api.note", "notes"))
      words.text(key).ifPresent(lines::add);
    words
        .text("successor.from")
        .ifPresent(day ->
            lines.add(
                "From "
                    + day
                    + " on (UTC) Carabiner uses the addresses that the provider has announced. "
                    + words.text("successor.note").orElse("")));
    return lines.stream().map(line -> line.strip()).toList();
  }

  private boolean isThere(String key) {
    YamlTree at = entry;
    for (var step : key.split("\\.", -1)) {
      if (!(at instanceof YamlTree.Branch branch)) return false;
      var next = branch.get(step);
      if (next.isEmpty()) return false;
      at = next.get();
    }
    return !(at instanceof YamlTree.Text text)
        || !Set.of("rfc6749", "oauth").contains(text.value());
  }

  private static Map<String, String> keys() {
    var keys = new LinkedHashMap<String, String>();
    keys.put("registration", "Each host needs a client of its own, registered there first.");
    keys.put("refresh_endpoint", "Refreshes go to an address of their own.");
    keys.put("scope_separator", "Scopes are not joined by blanks.");
    keys.put("scope_space_encoding", "Blanks between scopes are sent as plus signs.");
    keys.put("scope_parameter", "Scopes are sent under another parameter.");
    keys.put("scope_parameters", "There are several kinds of scopes, each a parameter of its own.");
    keys.put("authorization_params", "The authorization request carries further parameters.");
    keys.put("omit_authorization_params", "Standard parameters are left out when authorizing.");
    keys.put("parameter_names", "Standard parameters go by other names.");
    keys.put("redirect_uri_value", "A registered name is sent in place of the redirect URI.");
    keys.put("state_in_redirect_uri", "The state travels in the redirect URI.");
    keys.put("pkce_method", "The PKCE challenge is made in a way of its own.");
    keys.put("callback.method", "The callback comes as a form that the browser posts.");
    keys.put("callback.signature", "The callback is signed, and the signature is checked.");
    keys.put("callback.strip_code_suffix", "The code has something behind it that is cut off.");
    keys.put("callback.token_host_from", "The callback names the host of the token call.");
    keys.put("callback.keep", "Values of the callback are kept with the connection.");
    keys.put("client_secret_jwt", "The client secret is a signed token made anew for each call.");
    keys.put("token_client_auth", "The client secret travels in a header of its own.");
    keys.put("token_request_method", "Token requests are GET requests.");
    keys.put("token_request_format", "Token requests are JSON.");
    keys.put("token_request_headers", "Token requests need further headers.");
    keys.put("token_params", "The code exchange carries further parameters.");
    keys.put("refresh_params", "A refresh carries further parameters.");
    keys.put("exchange", "A second call turns the first token into a longer one.");
    keys.put("refresh.style", "A refresh is a call of the provider's own.");
    keys.put("refresh.repeat_scope", "A refresh repeats the scopes.");
    keys.put("refresh.repeat_redirect_uri", "A refresh repeats the redirect URI.");
    keys.put("refresh.not_before_expiry", "A refresh is refused while the token is fresh.");
    keys.put("refresh.client_auth", "A refresh shows the client's secret in another way.");
    keys.put("token_response.access_token", "The access token is at another place in the answer.");
    keys.put("token_response.alternates", "The answer has more than one place for tokens.");
    keys.put("token_response.default_format", "The token answer is a form unless asked for JSON.");
    keys.put("token_response.expires_at", "The token answer names a point in time as its end.");
    keys.put("token_response.keep", "Values of the token answer are kept with the connection.");
    keys.put("after_connect", "A further call after connecting finds the account or its host.");
    keys.put("dpop", "Its tokens are bound to a key, and each call of its API needs a proof.");
    keys.put("errors.style", "Errors are told in a way of its own.");
    keys.put("api.header_name", "Its API takes the token in another header.");
    keys.put("api.query_name", "Its API takes the token in the query.");
    keys.put("api.extra_headers", "Its API needs further headers.");
    keys.put("api.user_agent_required", "Its API refuses calls without a User-Agent.");
    return keys;
  }
}
