package dev.carabiner.server.story;

import dev.carabiner.server.app.Seams;
import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.oauth.Wire;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.sessions.Journal;
import dev.carabiner.server.sessions.SessionStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lets one call of all that the server makes to its store, its journal and its provider fail: the
/// n-th since it was armed. What work in the background does by the clock is not counted.
final class NthCall {
  /// How the call fails.
  enum How {
    /// Nothing was done.
    BEFORE,
    /// Calls to the provider only: sent, never received.
    UNANSWERED,
    /// Done, and the answer is lost.
    AFTER
  }

  private static final Set<String> CANNOT_FAIL = Set.of("node", "id", "end", "now");

  private int left;
  private int counted;
  private How how = How.BEFORE;
  private Optional<String> failed = Optional.empty();

  Seams seams() {
    return new Seams(
        store -> failing(SessionStore.class, store, FaultCode.STORE_UNAVAILABLE),
        this::failing,
        journal -> failing(Journal.class, journal, FaultCode.JOURNAL_UNAVAILABLE));
  }

  /// From now on, the n-th call fails this way.
  synchronized void arm(int n, How way) {
    left = n;
    counted = 0;
    how = way;
    failed = Optional.empty();
  }

  /// Lets everything through.
  ///
  /// @return what had failed; empty when there were fewer calls
  synchronized Optional<String> disarm() {
    left = 0;
    return failed;
  }

  synchronized int counted() {
    return counted;
  }

  private synchronized boolean fails(String call, boolean wire) {
    if (left == 0 || isByTheClock() || (how == How.UNANSWERED && !wire)) return false;
    counted++;
    if (--left > 0) return false;
    failed = Optional.of(how + " " + call);
    return true;
  }

  private static boolean isByTheClock() {
    return Thread.currentThread().getName().equals("scheduler");
  }

  private Wire failing(Wire straight) {
    return (request, before) -> {
      if (!fails(request.method() + " " + request.uri().getPath(), true))
        return straight.send(request, before);
      return switch (how) {
        case BEFORE -> new OutboundAnswer.NotSent(false, "the call was to fail");
        case UNANSWERED ->
            before.mayGo()
                ? new OutboundAnswer.NoAnswer("the call was to fail")
                : new OutboundAnswer.NotSent(false, "the sender changed its mind");
        case AFTER -> {
          var lost = straight.send(request, before);
          yield lost instanceof OutboundAnswer.NotSent
              ? lost
              : new OutboundAnswer.NoAnswer("the call was to fail");
        }
      };
    };
  }

  private <T> T failing(Class<T> port, T real, FaultCode code) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> call(method, real, arguments, code)));
  }

  private @Nullable Object call(
      Method method, Object real, Object @Nullable [] arguments, FaultCode code) throws Throwable {
    var name = method.getName();
    var fails =
        !CANNOT_FAIL.contains(name)
            && fails(method.getDeclaringClass().getSimpleName() + "." + name, false);
    if (fails && how == How.BEFORE) throw new Fault(code, "The call was to fail");
    try {
      var result = method.invoke(real, arguments);
      if (fails) throw new Fault(code, "The call was to fail");
      return result instanceof Journal.Entry entry
          ? failing(Journal.Entry.class, entry, code)
          : result;
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
