package dev.carabiner.sandbox;

import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What answers at one path.
 *
 * @param methods a handler by HTTP method
 * @param refusal how the endpoint says an OAuth error that was ordered
 */
record Route(
    Endpoint endpoint,
    Map<String, Function<Call, Answer>> methods,
    BiFunction<Call, String, Answer> refusal) {

  static Route get(Endpoint endpoint, Function<Call, Answer> handler) {
    return new Route(endpoint, Map.of("GET", handler), Route::inJson);
  }

  static Route post(Endpoint endpoint, Function<Call, Answer> handler) {
    return new Route(endpoint, Map.of("POST", handler), Route::inJson);
  }

  static Answer inJson(Call call, String error) {
    int status = error.equals("invalid_client") || error.equals("invalid_token") ? 401 : 400;
    return Answers.error(status, error, "the sandbox was told to answer so");
  }

  Answer answer(Call call) {
    Function<Call, Answer> handler = methods.get(call.method());
    return handler != null
        ? handler.apply(call)
        : Answers.error(405, "invalid_request", "this method is not for this address")
            .with("Allow", String.join(", ", new TreeSet<>(methods.keySet())));
  }
}
