package dev.carabiner.server.console;

import java.util.Map;

/// The numbers beside the places of the side bar.
@FunctionalInterface
public interface Counts {
  /// What is known now, for any place that has a number. Asked once a page, so it must be quick.
  Map<Nav, Frame.Count> now();
}
