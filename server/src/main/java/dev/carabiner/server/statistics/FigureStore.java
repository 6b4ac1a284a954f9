package dev.carabiner.server.statistics;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where figures are kept, summed over all nodes. Spans are from their first moment up to, and
/// without, their last.
public interface FigureStore {
  /// What a node has counted since it last said so.
  ///
  /// @param counting slots in which it began to count
  record Counted(
      String node, List<Instant> counting, List<AppFigure> apps, List<CallFigure> calls) {}

  /// Adds it to what is there, in one transaction. Where the database does not say whether that
  /// held, adding it again may count twice.
  void add(Counted counted);

  /// The figures of a workspace, or of one app, for each slot in which there was something.
  List<AppFigure> bySlot(Workspace workspace, Optional<AppKey> app, Instant from, Instant to);

  /// The figures of each app of a workspace over the whole span.
  List<AppFigure> byApp(Workspace workspace, Instant from, Instant to);

  /// The figures of each app of a workspace for each slot in which there was something.
  List<AppFigure> bySlotAndApp(Workspace workspace, Instant from, Instant to);

  /// The slots in which some node counted, in order: of all others nothing is known.
  List<Instant> counted(Instant from, Instant to);

  /// The calls to each provider, slot by slot.
  List<CallFigure> calls(Instant from, Instant to);

  /// Removes what is from before that time.
  void forgetBefore(Instant time);
}
