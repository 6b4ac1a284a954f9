package dev.carabiner.server.simulation;

/// Where strands run: one life of a node, or the world outside. A place that has died runs nothing
/// any more; one that is paused runs nothing for a while.
final class Place {
  private final String name;
  private boolean dead;
  private long diedAt;
  private long pausedUntil;
  private long paused;

  Place(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  boolean isDead() {
    return dead;
  }

  /// When it died; of use only where it has.
  long diedAt() {
    return diedAt;
  }

  void die(long now) {
    if (!dead) diedAt = now;
    dead = true;
  }

  /// The node that lives here.
  String node() {
    var dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  long pausedUntil() {
    return pausedUntil;
  }

  /// How long it has stood still so far, in nanoseconds.
  long paused() {
    return paused;
  }

  /// Two standstills at once are over when the longer one is.
  void pause(long now, long until) {
    if (until <= pausedUntil) return;
    paused += until - Math.max(now, pausedUntil);
    pausedUntil = until;
  }
}
