package dev.carabiner.server.governor;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/// The right to make one call. It belongs to one caller and is ended exactly once; closing one that
/// was not ended says that the call was not made.
public final class Permit implements AutoCloseable {
  private final Ticket ticket;
  private final BiConsumer<Ticket, Ended> ending;
  private final AtomicBoolean ended = new AtomicBoolean();

  /// What was true when the permit was given.
  ///
  /// @param version of the gate's shared state
  /// @param at the store's time
  /// @param probe whether this call is the one that tries a shut gate
  record Ticket(Gate gate, long version, Instant at, boolean probe) {}

  Permit(Ticket ticket, BiConsumer<Ticket, Ended> ending) {
    this.ticket = ticket;
    this.ending = ending;
  }

  /// The gate that it is for.
  public GateKey gate() {
    return ticket.gate().key();
  }

  /// Whether this call is the only one in the cluster that tries a shut gate. It has 20 seconds.
  public boolean isProbe() {
    return ticket.probe();
  }

  /// Says how the call ended. The place is free again in any case.
  ///
  /// @throws IllegalStateException when it has ended before
  /// @throws dev.carabiner.server.base.Fault when the other nodes could not be told
  public void end(Ended how) {
    if (!ended.compareAndSet(false, true))
      throw new IllegalStateException("a permit is ended once");
    ending.accept(ticket, how);
  }

  /// Gives the permit back unused, unless it was ended.
  ///
  /// @throws dev.carabiner.server.base.Fault as [#end]
  @Override
  public void close() {
    if (!ended.get()) end(new Ended.Unused());
  }
}
