package dev.carabiner.server.sessions;

import dev.carabiner.vault.Sealed;
import java.util.List;

/// This node's own journal, beside the store: what must outlive this process from the moment a
/// provider was asked until its answer is in the store. It sees sealed bytes only, and belongs to
/// one node at a time. All methods may be called by many threads.
///
/// A write that fails makes every later [#begin] and [Entry#write] throw until the next start: from
/// then on nothing counts as durable, and no new entry begins. What is kept can still be read.
public interface Journal {
  /// Who this node is, for as long as its folder lasts: written into the claims it makes.
  String node();

  /// Begins an entry. Room for its records is certain from here on, so that a full disk is met
  /// before a provider is asked and not after.
  ///
  /// @throws dev.carabiner.server.base.Fault when there is no room, or the journal has failed
  Entry begin();

  /// What entries hold that are not yet forgotten, oldest first: those of former lives of this
  /// node, and its own. Entries without a record are not among them.
  ///
  /// @throws dev.carabiner.server.base.Fault when the journal cannot be read
  List<Kept> kept();

  /// One entry: at most four records of at most 64 KiB each.
  interface Entry {
    /// Random and unique: what its records are sealed to.
    String id();

    /// Adds a record. It is on the disk when this returns; an interrupt does not cut that short.
    ///
    /// @throws dev.carabiner.server.base.Fault when it may not be
    /// @throws IllegalStateException after the end, and for a fifth record
    void write(Sealed record);

    /// Ends the entry: what it holds is in the store, or needs no keeping. Its records are kept for
    /// ten more minutes, against a store that loses its last commits. Not forced to the disk, so
    /// that a crash may leave the entry open; never fails. Without effect the second time.
    void end();
  }

  /// What an entry holds.
  ///
  /// @param entry the same entry, to be ended
  /// @param records in the order of writing
  /// @param ended whether it was ended
  record Kept(Entry entry, List<Sealed> records, boolean ended) {
    public Kept {
      records = List.copyOf(records);
    }
  }
}
