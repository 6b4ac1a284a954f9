package dev.carabiner.client;

import dev.carabiner.client.internal.JsonObject;

/**
 * That something was done.
 *
 * @param message in words, {@code Success}
 * @param code for programs, {@code OK}
 */
public record ApiResult(String message, String code) {

  static ApiResult read(JsonObject body) {
    return new ApiResult(body.text("message").orElse(""), body.text("code").orElse(""));
  }
}
