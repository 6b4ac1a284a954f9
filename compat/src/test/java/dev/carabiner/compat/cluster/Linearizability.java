package dev.carabiner.compat.cluster;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether one session's history can be explained by a register that holds the number of the newest
/// access token, which only grows, until it is revoked, which is final: the search of Wing and Gong
/// (1993) over all orders that respect what ended before what began, each state visited once.
final class Linearizability {
  private static final int REVOKED = Integer.MAX_VALUE;

  private final List<Operation> operations;
  private final Set<State> seen = new HashSet<>();

  private Linearizability(List<Operation> operations) {
    this.operations = operations;
  }

  private record State(BitSet done, int value) {}

  /// Whether such an order exists.
  static boolean holds(List<Operation> history) {
    var ordered = history.stream().sorted(Comparator.comparingLong(Operation::asked)).toList();
    return new Linearizability(ordered).search(new BitSet(ordered.size()), 0);
  }

  private boolean search(BitSet before, int value) {
    var done = absorbing((BitSet) before.clone(), value);
    if (isExplained(done)) return true;
    if (!seen.add(new State(done, value))) return false;
    var earliestEnd = earliestEnd(done);
    for (var next = done.nextClearBit(0);
        next < operations.size() && operations.get(next).asked() <= earliestEnd;
        next = done.nextClearBit(next + 1)) {
      var after = after(operations.get(next), value);
      if (after < 0) continue;
      var further = (BitSet) done.clone();
      further.set(next);
      if (search(further, after)) return true;
    }
    return false;
  }

  /// What may come next and changes nothing can as well come at once.
  private BitSet absorbing(BitSet done, int value) {
    while (true) {
      var earliestEnd = earliestEnd(done);
      var before = done.cardinality();
      for (var next = done.nextClearBit(0);
          next < operations.size() && operations.get(next).asked() <= earliestEnd;
          next = done.nextClearBit(next + 1))
        if (after(operations.get(next), value) == value) done.set(next);
      if (done.cardinality() == before) return done;
    }
  }

  /// What nobody knows the end of need not have happened.
  private boolean isExplained(BitSet done) {
    for (var i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1))
      if (operations.get(i).told() != Operation.NEVER) return false;
    return true;
  }

  private long earliestEnd(BitSet done) {
    var end = Operation.NEVER;
    for (var i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1))
      end = Math.min(end, operations.get(i).told());
    return end;
  }

  /// The register after that operation; negative if it could not have been told that.
  private static int after(Operation operation, int value) {
    return switch (operation.kind()) {
      case READ -> value != REVOKED && operation.token() >= value ? operation.token() : -1;
      case REFUSED -> value == REVOKED ? REVOKED : -1;
      case REVOKE -> REVOKED;
    };
  }
}
