package dev.carabiner.server.simulation;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.oauth.Wire;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Journal;
import dev.carabiner.server.sessions.Reading;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.vault.Sealed;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Ways of breaking the house, each a mistake that somebody could make.
enum Breakages implements Breakage {
  COMMIT_WITHOUT_FENCE {
    @Override
    public SessionStore database(SessionStore store, World world) {
      return new PassingStore(store) {
        @Override
        public boolean commit(Change change) {
          if (super.commit(change)) return true;
          for (var step : change.steps())
            if (step instanceof Change.Step.ReplaceSession(_, var next))
              world.store().rows().replace(next);
          return true;
        }
      };
    }
  },

  CLAIM_FOR_EVER {
    @Override
    public SessionStore database(SessionStore store, World world) {
      return new PassingStore(store) {
        @Override
        public Optional<Reading> claim(Session session, String node, Duration lease) {
          return super.claim(session, node, Duration.ofDays(1));
        }
      };
    }
  },

  LEASE_SHORTER_THAN_THE_DEADLINE {
    @Override
    public SessionStore database(SessionStore store, World world) {
      return new PassingStore(store) {
        @Override
        public Optional<Reading> claim(Session session, String node, Duration lease) {
          return super.claim(session, node, Duration.ofSeconds(3));
        }
      };
    }
  },

  CLAIM_OVER_ANOTHER {
    @Override
    public SessionStore database(SessionStore store, World world) {
      return new PassingStore(store) {
        @Override
        public Optional<Reading> claim(Session session, String node, Duration lease) {
          world
              .store()
              .rows()
              .session(session.key().workspace(), session.key().id())
              .filter(stored -> stored.renewal().claim().isPresent())
              .ifPresent(stored -> world.store().rows().replace(stored.released()));
          return super.claim(session, node, lease);
        }
      };
    }
  },

  REPLY_BEFORE_COMMIT {
    @Override
    public SessionStore store(SessionStore store, World world, Place life) {
      return new PassingStore(store) {
        private final Map<SessionId, Session> buffered = new HashMap<>();

        @Override
        public Optional<Reading> find(Workspace workspace, SessionId id) {
          return super.find(workspace, id)
              .map(reading ->
                  new Reading(buffered.getOrDefault(id, reading.session()), reading.now()));
        }

        @Override
        public boolean commit(Change change) {
          for (var step : change.steps())
            if (step instanceof Change.Step.ReplaceSession(_, var next))
              buffered.put(next.key().id(), next);
          world
              .strands()
              .start(
                  life,
                  "flush",
                  Duration.ofSeconds(1),
                  () -> {
                    buffered.clear();
                    store.commit(change);
                  });
          return true;
        }
      };
    }
  },

  READS_FROM_A_CACHE {
    @Override
    public SessionStore store(SessionStore store, World world, Place life) {
      return new PassingStore(store) {
        private final Map<SessionId, Optional<Reading>> cache = new HashMap<>();

        @Override
        public Optional<Reading> find(Workspace workspace, SessionId id) {
          var cached = cache.get(id);
          var now = world.strands().instant();
          if (cached != null
              && cached.filter(reading -> reading.now().plusSeconds(5).isAfter(now)).isPresent())
            return cached;
          var found = super.find(workspace, id);
          cache.put(id, found);
          return found;
        }
      };
    }
  },

  EVENTS_FORGOTTEN {
    @Override
    public SessionStore database(SessionStore store, World world) {
      return new PassingStore(store) {
        @Override
        public boolean commit(Change change) {
          return super.commit(
              new Change(
                  change.steps().stream()
                      .filter(step -> !(step instanceof Change.Step.RecordEvent))
                      .toList()));
        }
      };
    }
  },

  HTTP_LIBRARY_TRIES_AGAIN {
    @Override
    public Wire wire(Wire wire, World world) {
      return (request, beforeSending) -> {
        var answer = wire.send(request, beforeSending);
        return answer instanceof OutboundAnswer.NoAnswer
            ? wire.send(request, beforeSending)
            : answer;
      };
    }
  },

  NO_ANSWER_TAKEN_FOR_NOT_SENT {
    @Override
    public Wire wire(Wire wire, World world) {
      return (request, beforeSending) ->
          switch (wire.send(request, beforeSending)) {
            case OutboundAnswer.NoAnswer(var why) -> new OutboundAnswer.NotSent(false, why);
            case OutboundAnswer other -> other;
          };
    }
  },

  SENT_HOWEVER_LATE {
    @Override
    public Wire wire(Wire wire, World world) {
      return (request, beforeSending) ->
          wire.send(
              request,
              () -> {
                var _ = beforeSending.mayGo();
                return true;
              });
    }
  },

  JOURNAL_FORGETS {
    @Override
    public Journal journal(Journal journal) {
      return new Journal() {
        @Override
        public String node() {
          return journal.node();
        }

        @Override
        public Entry begin() {
          return journal.begin();
        }

        @Override
        public List<Kept> kept() {
          return List.of();
        }
      };
    }
  },

  JOURNAL_NOT_REPLAYED_WHOLE {
    @Override
    public Journal journal(Journal journal) {
      return new Journal() {
        @Override
        public String node() {
          return journal.node();
        }

        @Override
        public Entry begin() {
          return journal.begin();
        }

        @Override
        public List<Kept> kept() {
          return journal.kept().stream()
              .map(kept -> new Kept(kept.entry(), first(kept.records()), kept.ended()))
              .toList();
        }

        private static List<Sealed> first(List<Sealed> records) {
          return records.subList(0, Math.min(1, records.size()));
        }
      };
    }
  }
}
