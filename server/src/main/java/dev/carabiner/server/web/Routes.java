package dev.carabiner.server.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The table of what is answered where. A pattern is a path of exact segments and `{name}`
/// placeholders, as in `/api/v1/connected_apps/sessions/{session_id}`; a placeholder stands for one
/// whole segment that is not empty. Where two patterns fit, the one with the earlier exact segment
/// wins. Filled at start by one thread, then only read.
public final class Routes {
  private final List<Route> routes = new ArrayList<>();

  /// Answers GET, and GET alone: HEAD is another method.
  public void get(String pattern, Handler handler) {
    add("GET", pattern, handler);
  }

  public void post(String pattern, Handler handler) {
    add("POST", pattern, handler);
  }

  public void patch(String pattern, Handler handler) {
    add("PATCH", pattern, handler);
  }

  public void delete(String pattern, Handler handler) {
    add("DELETE", pattern, handler);
  }

  /// Lets the handler of the request's method and path answer; the request it gets knows its path
  /// values.
  ///
  /// @throws Problem 404 `ROUTE_NOT_FOUND` for a path that no pattern fits or that is not written
  ///   in its one canonical way, 405 `METHOD_NOT_ALLOWED` with `Allow` for another method
  public Reply answer(Request request) {
    var segments = RoutePath.segments(request.path());
    var fitting = segments.map(this::fitting).orElse(List.of());
    if (fitting.isEmpty()) throw Problem.routeNotFound();
    var methods = new LinkedHashMap<String, Route>();
    for (var route : fitting) methods.putIfAbsent(route.method(), route);
    var route = methods.get(request.method());
    if (route == null) throw Problem.methodNotAllowed(methods.keySet().stream().sorted().toList());
    return route.handler().handle(request.withPathValues(route.values(segments.orElseThrow())));
  }

  /// Hangs everything of this table into `other`, by handlers that take the place of these.
  public void hangInto(Routes other, Replacement replacement) {
    for (var route : routes) {
      var pattern = "/" + String.join("/", route.pattern());
      var handler = replacement.of(route.method(), pattern, route.handler());
      other.add(route.method(), pattern, handler);
    }
  }

  /// What answers in place of a handler.
  @FunctionalInterface
  public interface Replacement {
    /// The handler, or another one.
    Handler of(String method, String pattern, Handler handler);
  }

  private List<Route> fitting(List<RoutePath.Segment> segments) {
    return routes.stream().filter(route -> route.fits(segments)).sorted().toList();
  }

  private void add(String method, String pattern, Handler handler) {
    var route = Route.of(method, pattern, handler);
    if (routes.stream().anyMatch(route::clashesWith))
      throw new IllegalStateException(method + " " + pattern + " is hung twice");
    routes.add(route);
  }

  private record Route(String method, List<String> pattern, Handler handler)
      implements Comparable<Route> {
    static Route of(String method, String pattern, Handler handler) {
      if (!pattern.startsWith("/"))
        throw new IllegalArgumentException("A pattern starts with a slash: " + pattern);
      return new Route(method, List.of(pattern.substring(1).split("/", -1)), handler);
    }

    boolean fits(List<RoutePath.Segment> segments) {
      if (segments.size() != pattern.size()) return false;
      for (var i = 0; i < segments.size(); i++) {
        var segment = segments.get(i);
        if (placeholder(i).isEmpty() && !pattern.get(i).equals(segment.raw())) return false;
        if (placeholder(i).isPresent() && segment.text().isEmpty()) return false;
      }
      return true;
    }

    Map<String, String> values(List<RoutePath.Segment> segments) {
      var values = new LinkedHashMap<String, String>();
      for (var i = 0; i < segments.size(); i++) {
        var text = segments.get(i).text();
        placeholder(i).ifPresent(name -> values.put(name, text));
      }
      return values;
    }

    boolean clashesWith(Route other) {
      return method.equals(other.method) && shape().equals(other.shape());
    }

    private Optional<String> placeholder(int index) {
      var part = pattern.get(index);
      return part.startsWith("{") && part.endsWith("}")
          ? Optional.of(part.substring(1, part.length() - 1))
          : Optional.empty();
    }

    private List<String> shape() {
      return pattern.stream().map(part -> part.startsWith("{") ? "{}" : part).toList();
    }

    /// Exact segments before placeholders, from the left.
    @Override
    public int compareTo(Route other) {
      for (var i = 0; i < pattern.size(); i++) {
        var order = Boolean.compare(placeholder(i).isPresent(), other.placeholder(i).isPresent());
        if (order != 0) return order;
      }
      return 0;
    }
  }
}
