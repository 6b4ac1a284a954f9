package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads how the callback deviates.
final class CallbackQuirkReader {
  private static final Set<String> KEYS =
      Set.of(
          "method",
          "keep",
          "signature",
          "strip_code_suffix",
          "token_host_from",
          "granted_scope",
          "error_param",
          "unsolicited",
          "note");
  private static final Set<String> SIGNATURE_KEYS = Set.of("param", "algorithm", "key", "over");
  private static final String ALGORITHM = "hmac-sha256";
  private static final String OVER = "all other query parameters, sorted";
  private static final Pattern OUR_NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  /// What templates fill from elsewhere.
  private static final Set<String> TAKEN =
      Set.of("client_id", "client_secret", "access_token", "refresh_token", "random", "code");

  private CallbackQuirkReader() {}

  static void read(YamlTree.Branch callback, List<Quirk> quirks) {
    Keys.allow(callback, KEYS, Set.of());
    callback
        .get("method")
        .ifPresent(tree -> {
          if (tree.text().equals("POST")) quirks.add(new CallbackQuirk.PostedCallback());
          else if (!tree.text().equals("GET")) throw tree.problem("must be one of GET, POST");
        });
    callback
        .get("keep")
        .ifPresent(tree -> quirks.add(new CallbackQuirk.KeptFromCallback(keep(tree))));
    callback.get("signature").ifPresent(tree -> quirks.add(signature(tree.branch())));
    callback
        .get("strip_code_suffix")
        .ifPresent(tree -> {
          if (tree.text().isEmpty()) throw tree.problem("must not be empty");
          quirks.add(new CallbackQuirk.CodeSuffix(tree.text()));
        });
    callback
        .get("token_host_from")
        .map(ParameterNamesReader::name)
        .ifPresent(name -> quirks.add(new CallbackQuirk.TokenHostFromCallback(name)));
    callback
        .get("granted_scope")
        .map(ParameterNamesReader::name)
        .ifPresent(name -> quirks.add(new CallbackQuirk.GrantedScopesInCallback(name)));
    callback
        .get("error_param")
        .map(ParameterNamesReader::name)
        .ifPresent(name -> quirks.add(new CallbackQuirk.CallbackErrorName(name)));
    if (callback.get("unsolicited", Keys::yes, false))
      quirks.add(new CallbackQuirk.UnsolicitedCallback());
  }

  /// Our names of what the callback of this entry tells.
  static Set<String> kept(YamlTree.Branch entry) {
    return entry
        .get("callback")
        .flatMap(tree -> tree.branch().get("keep"))
        .map(tree -> tree.branch().members().keySet())
        .orElse(Set.of());
  }

  private static Map<String, String> keep(YamlTree tree) {
    var names = new LinkedHashMap<String, String>();
    tree.branch()
        .members()
        .forEach((ours, parameter) -> {
          if (!OUR_NAME.matcher(ours).matches() || TAKEN.contains(ours))
            throw parameter.problem(
                "must be kept under lower-case letters, digits and _, and under no name that templates have a meaning for");
          names.put(ours, ParameterNamesReader.name(parameter));
        });
    return names;
  }

  private static Quirk signature(YamlTree.Branch signature) {
    Keys.allow(signature, SIGNATURE_KEYS, Set.of());
    if (!signature.need("algorithm").text().equals(ALGORITHM))
      throw signature.need("algorithm").problem("must be " + ALGORITHM);
    if (!signature.need("over").text().equals(OVER))
      throw signature.need("over").problem("must be: " + OVER);
    return new CallbackQuirk.SignedCallback(
        ParameterNamesReader.name(signature.need("param")),
        Keys.template(signature.need("key"), Set.of("client_secret")));
  }
}
