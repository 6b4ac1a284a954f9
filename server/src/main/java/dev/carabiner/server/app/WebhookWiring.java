package dev.carabiner.server.app;

import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.base.VirtualWorkers;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.Outbound;
import dev.carabiner.server.webhooks.DeliveryJob;
import dev.carabiner.server.webhooks.Dispatch;
import dev.carabiner.server.webhooks.RetrySchedule;
import dev.carabiner.server.webhooks.WebhookStore;
import dev.carabiner.server.webhooks.Webhooks;
import dev.carabiner.vault.Vault;
import java.time.InstantSource;
import java.util.Random;

/// Puts together what tells applications of events.
///
/// @param webhooks makes and changes webhooks
/// @param deliveries to be called again and again, and to be closed when the node stops
record WebhookWiring(Webhooks webhooks, DeliveryJob deliveries) {

  static WebhookWiring of(
      WebhookStore store,
      Outbound outbound,
      Vault vault,
      RandomValues random,
      InstantSource clock) {
    var webhooks =
        new Webhooks(store, vault, random, address -> outbound.permits(address, Webhooks.LOOK_UP));
    var dispatch =
        new Dispatch(
            request -> outbound.send(request, BeforeSending.GO),
            vault,
            new RetrySchedule(new Random()),
            clock,
            Dispatch.DEADLINE);
    return new WebhookWiring(webhooks, new DeliveryJob(store, dispatch, new VirtualWorkers()));
  }
}
