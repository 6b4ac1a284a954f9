package dev.carabiner.server.tokens;

import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.sessions.Asked;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.Patience;
import dev.carabiner.server.sessions.Recovery;
import dev.carabiner.server.statistics.Tally;
import java.time.Instant;
import java.util.function.Supplier;

/// Puts this room together.
///
/// @param reads gives tokens
/// @param refresher renews them
/// @param replay brings refreshes to their end that a former life of this node began
/// @param notes who has read
public record Tokens(
    FreshTokens reads, Refresher refresher, Recovery.Replay<Asked.Refresh> replay, Reads notes) {
  /// The room on those below, with figures that nobody asks for.
  public static Tokens of(RefreshRooms rooms, Supplier<Catalogue> catalogue, World world) {
    return of(rooms, catalogue, world, new Tally(() -> Instant.EPOCH));
  }

  /// The room on those below.
  ///
  /// @param tally counts reads and refreshes
  public static Tokens of(
      RefreshRooms rooms, Supplier<Catalogue> catalogue, World world, Tally tally) {
    var settlement = new Settlement(new GrantSealer(rooms.vault()), rooms.events());
    var rotations = new Rotations(rooms.apps(), catalogue, rooms.lessons());
    var landing =
        new Landing(
            rooms.store(),
            settlement,
            rooms.revoking(),
            rotations,
            rooms.vault(),
            new Patience(world.workers()));
    var credentials = new Credentials(rooms.store(), rooms.alarms(), rooms.events());
    var telling = new RefreshTelling(rooms.store(), tally);
    var call = new RefreshCall(rooms, landing, rotations, credentials, world, telling);
    var refresher = new Refresher(rooms, rotations, credentials, call, landing, telling, world);
    var notes = new Reads();
    var reads =
        new FreshTokens(rooms.store(), rooms.vault(), refresher, notes, world.workers(), tally);
    return new Tokens(reads, refresher, landing, notes);
  }
}
