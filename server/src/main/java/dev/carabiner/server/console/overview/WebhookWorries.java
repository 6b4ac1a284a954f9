package dev.carabiner.server.console.overview;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.console.parts.Button;
import dev.carabiner.server.console.parts.Icon;
import dev.carabiner.server.console.parts.Tone;
import dev.carabiner.server.console.sessions.Say;
import dev.carabiner.server.webhooks.Webhook;
import dev.carabiner.server.webhooks.Webhooks;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Webhooks that fail, by host.
final class WebhookWorries {
  private final Webhooks webhooks;
  private final Supplier<List<Workspace>> workspaces;

  WebhookWorries(Webhooks webhooks, Supplier<List<Workspace>> workspaces) {
    this.webhooks = webhooks;
    this.workspaces = workspaces;
  }

  List<Worry> failing(Instant now) {
    var all = workspaces.get().stream().flatMap(each -> webhooks.list(each).stream()).toList();
    var byHost =
        all.stream()
            .filter(WebhookWorries::isTroubled)
            .collect(
                Collectors.groupingBy(
                    each -> each.subscription().url().getHost(),
                    TreeMap::new,
                    Collectors.toList()));
    return byHost.entrySet().stream()
        .map(each -> worry(each.getKey(), each.getValue(), now))
        .toList();
  }

  /// One that somebody switched off by hand is nobody's worry.
  static boolean isTroubled(Webhook webhook) {
    return webhook
        .stopped()
        .map(why -> why != Webhook.Stop.SWITCHED_OFF)
        .orElse(webhook.failingSince().isPresent());
  }

  private static Worry worry(String host, List<Webhook> failing, Instant now) {
    var since =
        failing.stream().flatMap(each -> each.failingSince().stream()).min(Instant::compareTo);
    var off = failing.stream().filter(each -> each.stopped().isPresent()).toList();
    var worst = off.isEmpty() ? failing.getFirst() : off.getFirst();
    var headline =
        since
            .map(at -> "Webhooks to %s fail since %s".formatted(host, Say.when(at, now)))
            .orElse("Webhooks to %s are switched off".formatted(host));
    return new Worry(
        off.isEmpty() ? Tone.WARN : Tone.BAD,
        off.isEmpty() ? Icon.TRIANGLE : Icon.ALERT,
        headline,
        said(failing, off),
        worst.stopped().map(Webhook.Stop::word).orElse(""),
        Button.link(
            failing.size() == 1 ? "See the webhook" : "See the webhooks",
            failing.size() == 1
                ? "/console/webhooks/%s/%s"
                    .formatted(worst.key().workspace().name(), worst.key().id())
                : "/console/webhooks"));
  }

  private static String said(List<Webhook> failing, List<Webhook> off) {
    if (off.isEmpty())
      return (failing.size() == 1
              ? "Events wait"
              : "Events for %d webhooks wait".formatted(failing.size()))
          + " and are tried again for three days. Nothing is lost if the receiver answers by then.";
    return off.stream()
            .anyMatch(each -> each.stopped().filter(Webhook.Stop.GONE::equals).isPresent())
        ? "The receiver says that it is gone, so we have switched it off. Events since then are not kept for it."
        : "No delivery succeeded for days, so we have switched it off. Mend the receiver, then switch it on again.";
  }
}
