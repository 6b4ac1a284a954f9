package dev.carabiner.server.governor;

import java.time.Instant;

/// Is told of outages, once in the whole cluster: when a gate's probe was not answered either, or a
/// gate has been in trouble for more than a minute.
public interface Outages {
  /// Tells nobody.
  Outages UNHEARD =
      new Outages() {
        @Override
        public void began(GateKey gate, Instant since, Why why) {}

        @Override
        public void ended(GateKey gate, Instant since) {}
      };

  /// An outage is there.
  ///
  /// @param since when the gate was shut, by the store's time
  void began(GateKey gate, Instant since, Why why);

  /// That outage is over.
  void ended(GateKey gate, Instant since);
}
