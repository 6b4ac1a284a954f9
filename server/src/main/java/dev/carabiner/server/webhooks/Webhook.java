package dev.carabiner.server.webhooks;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.vault.Binding;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// An address of an application that is told of events.
///
/// @param version counts the changes of everything but its health
/// @param stopped why nothing is sent to it; absent while it is on
/// @param created when it was made
/// @param failingSince since when no delivery has succeeded although some were tried
public record Webhook(
    Key key,
    long version,
    Subscription subscription,
    SigningSecrets secrets,
    Optional<Stop> stopped,
    Instant created,
    Optional<Instant> failingSince) {

  /// Where a webhook belongs.
  public record Key(Workspace workspace, String id) {
    /// The place that its signing secret of that number is sealed to.
    Binding binding(long number) {
      return new Binding(workspace.name(), "webhook", id, "secret", number);
    }
  }

  /// Why a webhook is off.
  public enum Stop {
    /// The application switched it off.
    SWITCHED_OFF,
    /// The receiver answered 410.
    GONE,
    /// A delivery was given up, and for days none had succeeded.
    FAILING;

    /// The word that the interface and the store use.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// What [#word] spelled.
    public static Stop of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  Webhook with(Subscription changed) {
    return new Webhook(key, version + 1, changed, secrets, stopped, created, failingSince);
  }

  Webhook with(SigningSecrets changed) {
    return new Webhook(key, version + 1, subscription, changed, stopped, created, failingSince);
  }

  /// The same, switched on with its failures forgotten; or off, for the reason that it may have
  /// already.
  Webhook switched(boolean on) {
    var why = on ? Optional.<Stop>empty() : stopped.or(() -> Optional.of(Stop.SWITCHED_OFF));
    var failing = on && stopped.isPresent() ? Optional.<Instant>empty() : failingSince;
    return new Webhook(key, version, subscription, secrets, why, created, failing);
  }
}
