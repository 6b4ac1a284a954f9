package dev.carabiner.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.RegisteredClient;
import dev.carabiner.server.apps.RegisteredClient.Management;
import dev.carabiner.server.apps.RegisteredClient.Place;
import dev.carabiner.server.base.RandomValues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is kept of clients that were registered by program.
interface RegisteredClientContract extends DatabaseContract {
  Duration LONG = Duration.ofMinutes(5);

  @Test
  default void a_registered_client_is_found_at_its_place_and_nowhere_else() {
    var clients = store().registeredClients();
    var place = place();
    var whole = whole(place);

    assertThat(clients.take(place, LONG)).isTrue();
    assertThat(clients.find(place)).isEmpty();
    clients.put(whole);

    assertThat(clients.find(place)).contains(whole);
    assertThat(clients.find(new Place(place.app(), "https://other.example", place.redirectUri())))
        .isEmpty();
    assertThat(clients.find(new Place(place.app(), place.issuer(), "https://moved.example/cb")))
        .isEmpty();
  }

  @Test
  default void a_client_without_secret_and_management_is_one_too() {
    var clients = store().registeredClients();
    var place = place();
    var plain =
        new RegisteredClient(
            place, "id", Optional.empty(), "none", List.of(), Optional.empty(), Optional.empty());

    clients.take(place, LONG);
    clients.put(whole(place));
    clients.put(plain);

    assertThat(clients.find(place)).contains(plain);
  }

  @Test
  default void the_right_to_register_is_one_persons_until_it_is_given_back_or_runs_out() {
    var clients = store().registeredClients();
    var place = place();

    assertThat(clients.take(place, LONG)).isTrue();
    assertThat(clients.take(place, LONG)).isFalse();
    clients.release(place);
    assertThat(clients.take(place, Duration.ZERO)).isTrue();
    assertThat(clients.take(place, LONG)).isTrue();
    assertThat(clients.take(place, LONG)).isFalse();
  }

  @Test
  default void clients_of_apps_that_are_gone_are_given_out_again_and_again_until_forgotten() {
    var clients = store().registeredClients();
    var place = place();
    clients.take(place, LONG);
    clients.put(whole(place));

    var first = clients.takeLeft(Duration.ZERO, 10);
    assertThat(first).anyMatch(left -> left.client().place().equals(place) && left.tries() == 0);
    var second = clients.takeLeft(LONG, 10);
    assertThat(second).anyMatch(left -> left.client().place().equals(place) && left.tries() == 1);
    assertThat(clients.takeLeft(LONG, 10)).noneMatch(left -> left.client().place().equals(place));

    clients.forget(place);
    assertThat(clients.find(place)).isEmpty();
  }

  private static Place place() {
    return new Place(
        new AppKey("a" + new RandomValues().next()),
        "https://issuer.example",
        "https://crm.example/connected_apps/callback/a");
  }

  private static RegisteredClient whole(Place place) {
    return new RegisteredClient(
        place,
        "id",
        Optional.of(Examples.sealed("secret")),
        "client_secret_basic",
        List.of("read", "write"),
        Optional.of(Instant.ofEpochSecond(2_000_000_000)),
        Optional.of(new Management("https://issuer.example/register/id", Examples.sealed("t"))));
  }
}
