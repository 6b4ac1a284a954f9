package dev.carabiner.server.web;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import dev.carabiner.server.base.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What happens to every request whatever its route: it is answered, also when its handler fails,
/// gets the headers that all replies have, and leaves one line in the log.
public final class Reception {
  private static final System.Logger LOG = System.getLogger(Reception.class.getName());

  private final Routes routes;

  public Reception(List<Door> doors) {
    routes = new Routes();
    doors.forEach(door -> door.hang(routes));
  }

  /// The reply to `request`; never throws for what a handler does.
  public Reply answer(Request request) {
    var start = System.nanoTime();
    var reply = withCommonHeaders(guarded(request));
    if (LOG.isLoggable(DEBUG)) {
      var millis = (System.nanoTime() - start) / 1_000_000;
      LOG.log(
          DEBUG,
          "{0} {1} {2} {3} ms, request {4}",
          LoggedPath.of(request.method()),
          LoggedPath.of(request.path()),
          reply.status(),
          Long.toString(millis),
          RequestIds.shown(request.requestId()));
    }
    return reply;
  }

  /// The headers that every reply has, also one that was made before there was a request.
  static Reply withCommonHeaders(Reply reply) {
    return reply.with("X-Content-Type-Options", "nosniff").with("Referrer-Policy", "no-referrer");
  }

  private Reply guarded(Request request) {
    try {
      return routes.answer(request);
    } catch (Problem problem) {
      return problem.reply();
    } catch (Fault fault) {
      log(request, fault);
      return new Problem(503, "STORE_UNAVAILABLE", "The server cannot reach its store; try again")
          .withHeader("Retry-After", "1")
          .reply();
    } catch (RuntimeException | Error unexpected) {
      log(request, unexpected);
      var id = RequestIds.shown(request.requestId());
      return new Problem(500, "INTERNAL", "The server failed to answer; request " + id).reply();
    }
  }

  /// Exception messages may hold request data, so only class names and places are written.
  private static void log(Request request, Throwable failure) {
    var id = RequestIds.shown(request.requestId());
    var name =
        failure instanceof Fault fault ? "Fault " + fault.code() : failure.getClass().getName();
    LOG.log(ERROR, "request {0} failed: {1}", id, name);
    LOG.log(DEBUG, () -> "request " + id + " failed at" + trace(failure));
  }

  private static String trace(Throwable failure) {
    var frames =
        Arrays.stream(failure.getStackTrace())
            .map(frame -> "\n  " + frame)
            .collect(Collectors.joining());
    var cause = failure.getCause();
    return frames + (cause == null ? "" : "\n by " + cause.getClass().getName() + trace(cause));
  }
}
