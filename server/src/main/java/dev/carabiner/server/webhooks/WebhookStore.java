package dev.carabiner.server.webhooks;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where webhooks and their deliveries are kept. An event that the store of sessions records is in
/// the lanes of every webhook of its workspace that is on and wants it, from the same transaction.
public interface WebhookStore {
  /// Keeps a new webhook, unless its workspace has `most` already.
  ///
  /// @return false if it has
  boolean insert(Webhook webhook, int most);

  /// The webhook of that workspace.
  Optional<Webhook> find(Webhook.Key key);

  /// The webhooks of a workspace, the oldest first.
  List<Webhook> list(Workspace workspace);

  /// Makes a webhook of the version before `next`'s become `next`. One that is switched on is no
  /// longer paused.
  ///
  /// @return false if there is none of that version
  boolean replace(Webhook next);

  /// Removes a webhook with all that waits for it.
  ///
  /// @return false if there is none
  boolean delete(Webhook.Key key);

  /// Records an event for one webhook alone.
  void queue(Webhook.Key key, Event event);

  /// Has a message that was delivered or given up wait once more, as if it had never been tried. It
  /// goes out after whatever waits of its session or app.
  ///
  /// @return false if there is no such message, or it waits already
  boolean again(Webhook.Key key, String message);

  /// Messages that were given up, the oldest first.
  ///
  /// @param since only of events recorded at this time or later
  List<String> givenUp(Webhook.Key key, Instant since, int limit);

  /// Deliveries of a webhook, the newest first.
  ///
  /// @param after the cursor of the page before; empty for the first page
  List<Delivery> deliveries(Webhook.Key key, Optional<Delivery.Cursor> after, int limit);

  /// A webhook with deliveries to be tried now.
  ///
  /// @param ready how many of its lanes are due, counted no further than asked
  record Due(Webhook.Key key, int ready, boolean failing) {}

  /// Webhooks that are on, not paused, and have lanes that are due. The work grows with the number
  /// of webhooks that something waits for, whatever waits.
  ///
  /// @param most how far to count their lanes
  List<Due> due(int most);

  /// Takes the longest due lane of a webhook, so that no other node takes it for as long as
  /// `lease`.
  ///
  /// @return its first delivery; empty when none is due, or the webhook is off or paused
  Optional<Attempt> take(Webhook.Key key, Duration lease);

  /// Records how an attempt ended, and whether the webhook is failing now.
  ///
  /// @return false if the lane was taken by somebody else since, or is gone; nothing changed then
  boolean settle(Attempt attempt, Attempt.Ending ending);

  /// The store's clock.
  Instant now();
}
