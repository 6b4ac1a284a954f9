package dev.carabiner.server.api;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.statistics.AppFigure;
import dev.carabiner.server.statistics.FigureStore;
import dev.carabiner.server.statistics.Slots;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Parameters;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// `GET /api/v1/connected_apps/statistics`: how much was done in a span, slot by slot and app by
/// app.
final class StatisticsEndpoint implements Door {
  private static final Duration USUAL = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  private final Guard guard;
  private final FigureStore figures;
  private final InstantSource clock;

  /// @param guard asks for `manage:connected_apps` beside the scope named here
  StatisticsEndpoint(Guard guard, FigureStore figures, InstantSource clock) {
    this.guard = guard;
    this.figures = figures;
    this.clock = clock;
  }

  @Override
  public void hang(Routes routes) {
    routes.get(
        "/api/v1/connected_apps/statistics", guard.guarding(ConnectedAppsScopes.READ, this::show));
  }

  private Reply show(Caller caller, Request request) {
    var query = request.query();
    var end = time(query, "to").orElseGet(() -> clock.instant());
    var to = Slots.of(end.plus(Slots.LENGTH).minusMillis(1));
    var from = Slots.of(time(query, "from").orElse(to.minus(USUAL)));
    var span = Duration.between(from, to);
    if (!span.isPositive() || span.compareTo(LONGEST) > 0)
      throw Problem.invalidRequest("from must be before to, by 7 days at most");
    var app = query.one("key_code_ref");
    var json = Json.object();
    json.put("from", from.toString());
    json.put("to", to.toString());
    json.put("slot_seconds", Slots.LENGTH.toSeconds());
    var key = app.flatMap(AppKey::parse);
    var known = app.isEmpty() || key.isPresent();
    var bySlot = known ? figures.bySlot(caller.workspace(), key, from, to) : List.<AppFigure>of();
    slots(json, figures.counted(from, to), bySlot);
    apps(
        json,
        figures.byApp(caller.workspace(), from, to).stream()
            .filter(figure -> app.isEmpty() || (key.isPresent() && figure.app().equals(key)))
            .toList());
    return Reply.json(200, json);
  }

  private static Optional<Instant> time(Parameters query, String name) {
    try {
      return query.one(name).map(Instant::parse);
    } catch (DateTimeException notATime) {
      throw Problem.invalidRequest(name + " must be a time such as 2027-01-31T12:00:00Z");
    }
  }

  /// A slot in which no node counted is left out: nothing is known of it.
  private static void slots(ObjectNode json, List<Instant> counted, List<AppFigure> figures) {
    var slots = new LinkedHashMap<Instant, ObjectNode>();
    for (var slot : counted) slots.put(slot, empty(Json.object().put("start", slot.toString())));
    for (var figure : figures) {
      var slot = slots.get(figure.slot());
      if (slot != null) add(slot, figure);
    }
    var listed = json.putArray("slots");
    slots.values().forEach(listed::add);
  }

  private static void apps(ObjectNode json, List<AppFigure> figures) {
    var apps = new LinkedHashMap<Optional<AppKey>, ObjectNode>();
    for (var figure : figures)
      add(apps.computeIfAbsent(figure.app(), StatisticsEndpoint::emptyApp), figure);
    var listed = json.putArray("apps");
    apps.values().forEach(listed::add);
  }

  private static ObjectNode emptyApp(Optional<AppKey> app) {
    return empty(Json.object().put("key_code_ref", SessionView.orNull(app.map(AppKey::value))));
  }

  private static ObjectNode empty(ObjectNode json) {
    json.put("handed_out", 0L);
    json.putObject("refused");
    json.put("refreshed", 0L);
    json.putObject("refresh_failed");
    return json;
  }

  private static void add(ObjectNode json, AppFigure figure) {
    var deed = figure.deed();
    switch (deed.kind()) {
      case HANDED_OUT -> json.put("handed_out", figure.amount());
      case REFRESHED -> json.put("refreshed", figure.amount());
      case READ_REFUSED -> ((ObjectNode) json.get("refused")).put(deed.detail(), figure.amount());
      case REFRESH_FAILED ->
          ((ObjectNode) json.get("refresh_failed")).put(deed.detail(), figure.amount());
    }
  }
}
