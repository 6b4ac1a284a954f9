package dev.carabiner.server.sessions;

import dev.carabiner.server.oauth.Grant;
import dev.carabiner.vault.Binding;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Sealed;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// What this node asked of providers and what they granted, until the store has it: written to the
/// [Journal], sealed. A rotated refresh token may exist nowhere else.
public final class Receipts {
  private static final System.Logger LOG = System.getLogger(Receipts.class.getName());

  private final Journal journal;
  private final Vault vault;

  /// Asked, and not ended: by entry.
  private final ConcurrentHashMap<String, Asked> open = new ConcurrentHashMap<>();

  /// The entries that this process is at.
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean abandoned = new AtomicBoolean();

  public Receipts(Journal journal, Vault vault) {
    this.journal = journal;
    this.vault = vault;
  }

  /// What the journal holds of one request.
  ///
  /// @param asked what was asked; bytes may have left
  /// @param granted the provider's answer, where one had come
  /// @param ended whether the store had it
  /// @param underWay whether this process is still at it
  public record Kept(
      Receipt receipt, Asked asked, Optional<Granted> granted, boolean ended, boolean underWay) {}

  /// A provider's grant.
  ///
  /// @param start when its life began
  public record Granted(Grant grant, Instant start) {}

  /// Who this node is.
  public String node() {
    return journal.node();
  }

  /// Whether this process has a call open that sent the refresh token of that generation: one that
  /// is past its deadline, and may still be answered.
  public boolean isAsking(Session.Key session, long generation) {
    return underWay.stream()
        .map(open::get)
        .anyMatch(asked ->
            asked instanceof Asked.Refresh refresh
                && refresh.session().equals(session)
                && refresh.generation() == generation);
  }

  /// Whether something was asked that nobody is at: its answer may be in the journal alone.
  boolean isBehind() {
    return open.size() > underWay.size();
  }

  /// Begins a receipt; its room is certain.
  ///
  /// @throws dev.carabiner.server.base.Fault when there is none: then nothing may be asked
  public Receipt begin() {
    return new Receipt(journal.begin());
  }

  /// Whether this node may have asked exactly this, and the store does not know what came of it.
  public boolean mayHaveAsked(Asked asked) {
    return open.containsValue(asked);
  }

  /// Whether a receipt was abandoned since this was asked last.
  boolean takeAbandoned() {
    return abandoned.getAndSet(false);
  }

  /// What was asked and is not forgotten, oldest first. What does not open is named in the log.
  public List<Kept> kept() {
    var found = new ArrayList<Kept>();
    for (var entry : journal.kept()) read(entry).ifPresent(found::add);
    return found;
  }

  private Optional<Kept> read(Journal.Kept kept) {
    var records = kept.records();
    // only just begun: nothing was asked
    if (records.isEmpty()) return Optional.empty();
    try {
      var id = kept.entry().id();
      var asked = ReceiptText.asked(vault.open(records.getFirst(), binding(id, 0)));
      var granted =
          records.size() < 2
              ? Optional.<Granted>empty()
              : Optional.of(ReceiptText.granted(vault.open(records.get(1), binding(id, 1))));
      var receipt = new Receipt(kept.entry(), asked);
      return Optional.of(new Kept(receipt, asked, granted, kept.ended(), underWay.contains(id)));
    } catch (SealBroken | ReceiptText.Unreadable broken) {
      LOG.log(
          System.Logger.Level.ERROR,
          "journal: the entry {0} does not open; a token may be in it",
          kept.entry().id());
      return Optional.empty();
    }
  }

  private static Binding binding(String entry, int number) {
    return new Binding("", "journal", entry, "receipt", number);
  }

  /// The receipt of one request.
  public final class Receipt {
    private final Journal.Entry entry;
    private Optional<Asked> asked;

    private Receipt(Journal.Entry entry) {
      this.entry = entry;
      this.asked = Optional.empty();
    }

    private Receipt(Journal.Entry entry, Asked asked) {
      this.entry = entry;
      this.asked = Optional.of(asked);
    }

    /// Notes that bytes may leave from now on. On the disk when this returns.
    public void asking(Asked what) {
      asked = Optional.of(what);
      open.put(entry.id(), what);
      underWay.add(entry.id());
      entry.write(seal(0, ReceiptText.of(what)));
    }

    /// Notes the provider's grant. On the disk when this returns.
    public void granted(Grant grant, Instant start) {
      entry.write(seal(1, ReceiptText.of(new Granted(grant, start))));
    }

    /// This process does not go on with it; if anything was asked, the journal keeps it for the
    /// [Recovery].
    public void abandon() {
      if (asked.isEmpty()) {
        entry.end();
        return;
      }
      underWay.remove(entry.id());
      abandoned.set(true);
    }

    /// The store has it, or there is nothing to have.
    public void end() {
      open.remove(entry.id());
      underWay.remove(entry.id());
      entry.end();
    }

    private Sealed seal(int number, Secret text) {
      return vault.seal(text, binding(entry.id(), number));
    }
  }
}
