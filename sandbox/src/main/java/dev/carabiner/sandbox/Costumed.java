package dev.carabiner.sandbox;

import dev.carabiner.sandbox.costume.Asked;
import dev.carabiner.sandbox.costume.Costume;
import dev.carabiner.sandbox.costume.Told;
import dev.carabiner.sandbox.costume.Wardrobe;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Brings requests to the costume that is named in their path. */
final class Costumed {
  private final Wardrobe wardrobe;

  Costumed(Wardrobe wardrobe) {
    this.wardrobe = wardrobe;
  }

  Route route() {
    Function<Call, Answer> handler = this::answer;
    Map<String, Function<Call, Answer>> methods = new LinkedHashMap<>();
    for (String method : new String[] {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
      methods.put(method, handler);
    }
    return new Route(Endpoint.COSTUME, methods, Route::inJson);
  }

  private Answer answer(Call call) {
    Optional<Costume> costume = wardrobe.find(call.path().substring(Wardrobe.PATH.length()));
    Optional<String> url = call.query().first("url");
    if (costume.isEmpty() || url.isEmpty()) {
      return Answers.error(
          404, "not_found", "there is no costume of that name, or no address of it");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    call.headers().forEach((name, values) -> headers.put(name, values.get(0)));
    Told told = costume.get().answer(new Asked(call.method(), url.get(), headers, call.body()));
    return new Answer(told.status(), told.headers(), told.body(), Map.of());
  }
}
