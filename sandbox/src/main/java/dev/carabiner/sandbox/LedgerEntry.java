package dev.carabiner.sandbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request as the ledger keeps it: never a whole token, code or secret.
 *
 * @param number counts from 1 since the start
 * @param time when it arrived, by the sandbox's clock
 * @param path without the query
 */
public record LedgerEntry(
    long number,
    Instant time,
    Endpoint endpoint,
    String method,
    String path,
    Asked asked,
    Outcome outcome) {

  /**
   * What the request said of itself.
   *
   * @param clientAuthentication {@code client_secret_basic}, {@code client_secret_post}, {@code
   *     none}, or {@code several} for two at once
   * @param tokens the first 8 hex digits of the SHA-256 of every token or code in it, by parameter;
   *     {@code bearer} is the one of the Authorization header
   */
  public record Asked(
      Optional<String> grantType,
      Optional<String> clientId,
      Optional<String> clientAuthentication,
      Map<String, String> tokens) {
    public Asked {
      tokens = Map.copyOf(tokens);
    }
  }

  /**
   * How it ended.
   *
   * @param status absent while it is under way, and when no answer was given
   * @param fault what went wrong on order
   * @param tokens fingerprints of what the answer gave out, also when it was cut off
   */
  public record Outcome(
      Optional<Integer> status, Optional<String> fault, Map<String, String> tokens) {
    static final Outcome NONE_YET = new Outcome(Optional.empty(), Optional.empty(), Map.of());

    public Outcome {
      tokens = Map.copyOf(tokens);
    }
  }

  /** The {@code grant_type} of a token request. */
  public Optional<String> grantType() {
    return asked.grantType();
  }

  /** The status of the answer; absent while it is under way, and when no answer was given. */
  public Optional<Integer> status() {
    return outcome.status();
  }

  LedgerEntry ended(Outcome end) {
    return new LedgerEntry(number, time, endpoint, method, path, asked, end);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", number);
    json.put("time", time.toString());
    json.put("endpoint", endpoint.code());
    json.put("method", method);
    json.put("path", path);
    asked.grantType().ifPresent(type -> json.put("grant_type", type));
    asked.clientId().ifPresent(id -> json.put("client_id", id));
    asked.clientAuthentication().ifPresent(way -> json.put("client_authentication", way));
    if (!asked.tokens().isEmpty()) {
      json.put("presented", asked.tokens());
    }
    outcome.status().ifPresent(status -> json.put("status", status));
    if (!outcome.tokens().isEmpty()) {
      json.put("issued", outcome.tokens());
    }
    outcome.fault().ifPresent(fault -> json.put("fault", fault));
    return json;
  }
}
