package dev.carabiner.sandbox;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The state as a JSON object and back. */
final class StateJson {
  private StateJson() {}

  record Kept(State state, Optional<RSAKey> key) {
    static Kept empty() {
      return new Kept(new State(), Optional.empty());
    }
  }

  static Map<String, Object> write(State state, Optional<RSAKey> key) {
    Map<String, Object> json = new LinkedHashMap<>();
    key.ifPresent(signing -> json.put("key", signing.toJSONObject()));
    json.put("grants", each(state.grants, StateJson::write));
    json.put("access_tokens", each(state.accessTokens, StateJson::write));
    json.put("refresh_tokens", each(state.refreshTokens, StateJson::write));
    return json;
  }

  static Kept read(Map<String, Object> json) throws ParseException {
    State state = new State();
    for (Map.Entry<String, Map<String, Object>> entry : members(json, "grants").entrySet()) {
      Map<String, Object> grant = entry.getValue();
      state.grants.put(
          entry.getKey(),
          new Grant(
              entry.getKey(),
              text(grant, "client"),
              text(grant, "account"),
              scopes(grant),
              JSONObjectUtils.getBoolean(grant, "ended")));
    }
    for (Map.Entry<String, Map<String, Object>> entry : members(json, "access_tokens").entrySet()) {
      Map<String, Object> token = entry.getValue();
      state.accessTokens.put(
          entry.getKey(),
          new AccessToken(
              text(token, "grant"),
              scopes(token),
              Instant.parse(text(token, "issued")),
              instant(token, "ends"),
              JSONObjectUtils.getBoolean(token, "revoked")));
    }
    for (Map.Entry<String, Map<String, Object>> entry :
        members(json, "refresh_tokens").entrySet()) {
      Map<String, Object> token = entry.getValue();
      state.refreshTokens.put(
          entry.getKey(),
          new RefreshToken(
              text(token, "grant"),
              instant(token, "superseded"),
              JSONObjectUtils.getBoolean(token, "revoked")));
    }
    Map<String, Object> key = JSONObjectUtils.getJSONObject(json, "key");
    return new Kept(state, key == null ? Optional.empty() : Optional.of(RSAKey.parse(key)));
  }

  private static Map<String, Object> write(Grant grant) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("client", grant.client());
    json.put("account", grant.account());
    json.put("scope", String.join(" ", grant.scopes()));
    json.put("ended", grant.ended());
    return json;
  }

  private static Map<String, Object> write(AccessToken token) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("grant", token.grant());
    json.put("scope", String.join(" ", token.scopes()));
    json.put("issued", token.issued().toString());
    token.ends().ifPresent(end -> json.put("ends", end.toString()));
    json.put("revoked", token.revoked());
    return json;
  }

  private static Map<String, Object> write(RefreshToken token) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("grant", token.grant());
    token.superseded().ifPresent(since -> json.put("superseded", since.toString()));
    json.put("revoked", token.revoked());
    return json;
  }

  private static <T> Map<String, Object> each(
      Map<String, T> values, Function<T, Map<String, Object>> write) {
    Map<String, Object> json = new LinkedHashMap<>();
    values.forEach((key, value) -> json.put(key, write.apply(value)));
    return json;
  }

  private static Map<String, Map<String, Object>> members(Map<String, Object> json, String name)
      throws ParseException {
    Map<String, Object> object =
        Objects.requireNonNull(JSONObjectUtils.getJSONObject(json, name), name);
    Map<String, Map<String, Object>> members = new LinkedHashMap<>();
    for (String key : object.keySet()) {
      members.put(key, Objects.requireNonNull(JSONObjectUtils.getJSONObject(object, key), key));
    }
    return members;
  }

  private static String text(Map<String, Object> json, String name) throws ParseException {
    return Objects.requireNonNull(JSONObjectUtils.getString(json, name), name);
  }

  private static Optional<Instant> instant(Map<String, Object> json, String name)
      throws ParseException {
    return Optional.ofNullable(JSONObjectUtils.getString(json, name)).map(Instant::parse);
  }

  private static Set<String> scopes(Map<String, Object> json) throws ParseException {
    return Scopes.parse(text(json, "scope"));
  }
}
