package dev.carabiner.compat.cluster;

import dev.carabiner.server.app.Seams;
import dev.carabiner.server.oauth.Wire;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Journal;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.vault.Sealed;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Puts kill points around every call of the store, every request to a provider and every record of
/// the journal.
///
/// Names: `METHOD:before` and `METHOD:after` of a store's method, where a commit has the name of
/// what it is for; `refresh:before-send`, `refresh:sent`, `refresh:answered` and so on for
/// `exchange` and `revocation`; `journal:1:before`, `journal:1:after` for the first record of an
/// entry.
final class Seaming {
  private final KillPoints points;

  private Seaming(KillPoints points) {
    this.points = points;
  }

  static Seams with(KillPoints points) {
    var seaming = new Seaming(points);
    return new Seams(seaming::sessions, seaming::wire, seaming::journal);
  }

  private SessionStore sessions(SessionStore store) {
    return (SessionStore)
        Proxy.newProxyInstance(
            SessionStore.class.getClassLoader(),
            new Class<?>[] {SessionStore.class},
            (_, method, arguments) -> {
              var name =
                  arguments != null && arguments[0] instanceof Change change
                      ? Steps.of(change)
                      : method.getName();
              points.pass(name + ":before");
              try {
                var result = method.invoke(store, arguments);
                points.pass(name + ":after");
                return result;
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  private Wire wire(Wire wire) {
    return (request, beforeSending) -> {
      var name = Steps.of(request);
      var answer =
          wire.send(
              request,
              () -> {
                points.pass(name + ":before-send");
                var go = beforeSending.mayGo();
                if (go) points.pass(name + ":sent");
                return go;
              });
      if (answer instanceof OutboundAnswer.Answered) points.pass(name + ":answered");
      return answer;
    };
  }

  private Journal journal(Journal journal) {
    return new Journal() {
      @Override
      public String node() {
        return journal.node();
      }

      @Override
      public Entry begin() {
        return new PointedEntry(journal.begin());
      }

      @Override
      public List<Kept> kept() {
        return journal.kept();
      }
    };
  }

  private final class PointedEntry implements Journal.Entry {
    private final Journal.Entry entry;
    private final AtomicInteger records = new AtomicInteger();

    PointedEntry(Journal.Entry entry) {
      this.entry = entry;
    }

    @Override
    public String id() {
      return entry.id();
    }

    @Override
    public void write(Sealed record) {
      var name = "journal:" + records.incrementAndGet();
      points.pass(name + ":before");
      entry.write(record);
      points.pass(name + ":after");
    }

    @Override
    public void end() {
      entry.end();
    }
  }
}
