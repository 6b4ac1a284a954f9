package dev.carabiner.server.simulation;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.sessions.Journal;
import dev.carabiner.server.simulation.Weather.Trouble;
import dev.carabiner.vault.Sealed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One node's folder of receipts. It outlives the node's lives; what was not forced to it may be
/// gone after a crash.
final class SimulatedDisk {
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final World world;
  private final String node;
  private final List<Entry> entries = new ArrayList<>();
  private int begun;
  private boolean failed;

  SimulatedDisk(World world, String node) {
    this.world = world;
    this.node = node;
  }

  private static final class Entry {
    private final String id;
    private final List<Sealed> records = new ArrayList<>();
    private boolean ended;
    private boolean endForced;
    private long endedAt;

    private Entry(String id) {
      this.id = id;
    }
  }

  /// The journal of one life of the node.
  Journal journal() {
    return new Life();
  }

  /// The node is killed: what was not forced may be gone.
  void crash() {
    for (var entry : entries) {
      if (entry.ended && !entry.endForced && world.chance().percent(50)) {
        world.weather().note(Trouble.JOURNAL_TAIL_LOST);
        entry.ended = false;
      }
      entry.endForced = true;
    }
    entries.removeIf(entry -> entry.records.isEmpty());
    failed = false;
  }

  private void force() {
    entries.forEach(entry -> entry.endForced |= entry.ended);
  }

  private void forget() {
    var now = world.strands().nanos();
    entries.removeIf(entry -> entry.ended && now - entry.endedAt > KEPT.toNanos());
  }

  String node() {
    return node;
  }

  /// Whether a write has failed in the present life.
  boolean hasFailed() {
    return failed;
  }

  private final class Life implements Journal {
    @Override
    public String node() {
      return node;
    }

    @Override
    public Journal.Entry begin() {
      checked();
      forget();
      var entry = new SimulatedDisk.Entry(node + "-" + ++begun);
      entries.add(entry);
      return new Open(entry);
    }

    @Override
    public List<Kept> kept() {
      return List.copyOf(entries).stream()
          .filter(entry -> !entry.records.isEmpty())
          .map(entry -> new Kept(new Open(entry), entry.records, entry.ended))
          .toList();
    }

    private void checked() {
      if (failed) throw new Fault(FaultCode.JOURNAL_UNAVAILABLE, "the journal has failed");
    }

    private final class Open implements Journal.Entry {
      private final SimulatedDisk.Entry entry;

      private Open(SimulatedDisk.Entry entry) {
        this.entry = entry;
      }

      @Override
      public String id() {
        return entry.id;
      }

      @Override
      public void write(Sealed record) {
        var chance = world.chance();
        world.strands().pass(world.latency());
        if (world.weather().isRough() && chance.oneIn(400)) {
          world.weather().note(Trouble.JOURNAL_FAILED);
          failed = true;
        }
        if (failed) world.checker().unwritable(world.strands().running());
        checked();
        world.step();
        entry.records.add(record);
        force();
        world.trace(() -> "journal " + entry.id + " has record " + entry.records.size());
        world.checker().journaled(world.strands().running());
        world.step();
        world.strands().pass(world.latency());
      }

      @Override
      public void end() {
        entry.ended = true;
        entry.endForced = false;
        entry.endedAt = world.strands().nanos();
      }
    }
  }
}
