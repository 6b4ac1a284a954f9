package dev.carabiner.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads off a request what the ledger may know of it. */
final class Asking {
  private static final int LONGEST = 200;
  private static final List<String> TOKENS =
      List.of("code", "refresh_token", "access_token", "token");

  private Asking() {}

  static LedgerEntry.Asked of(Call call) {
    Parameters form = call.form();
    Optional<ClientAuthentication.Basic> basic = ClientAuthentication.Basic.read(call);
    Optional<String> clientId =
        basic
            .map(ClientAuthentication.Basic::id)
            .or(() -> form.first("client_id"))
            .or(() -> call.query().first("client_id"));
    return new LedgerEntry.Asked(
        form.first("grant_type").map(Asking::limited),
        clientId.map(Asking::limited),
        clientId.isEmpty() || !call.isForm() ? Optional.empty() : Optional.of(method(call)),
        fingerprints(call));
  }

  /** Cuts what a stranger may have made too long. */
  static String limited(String value) {
    return value.length() <= LONGEST ? value : value.substring(0, LONGEST);
  }

  private static String method(Call call) {
    boolean basic = call.authorization("Basic").isPresent();
    boolean post = call.form().first("client_secret").isPresent();
    if (basic && post) {
      return "several";
    }
    return basic ? "client_secret_basic" : post ? "client_secret_post" : "none";
  }

  private static Map<String, String> fingerprints(Call call) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : TOKENS) {
      call.form().first(name).ifPresent(value -> found.put(name, Opaque.fingerprint(value)));
    }
    call.authorization("Bearer").ifPresent(value -> found.put("bearer", Opaque.fingerprint(value)));
    return found;
  }
}
