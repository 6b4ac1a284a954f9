package dev.carabiner.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import org.junit.jupiter.api.Test;

class RevocationPlacesTest {
  private static final AppKey SILENT = new AppKey("silent");
  private static final AppKey OTHER = new AppKey("other");

  private final RevocationPlaces places = new RevocationPlaces();

  @Test
  void one_app_never_has_so_many_places_that_none_is_left_for_others() {
    for (var free = places.free(); free > 0 && !places.full().contains(SILENT); ) {
      for (var i = 0; i < free; i++) places.take(SILENT);
      free = places.free();
    }
    assertThat(places.full()).containsExactly(SILENT);
    assertThat(places.free()).isPositive();
    places.take(OTHER);
    assertThat(places.full()).doesNotContain(OTHER);
  }

  @Test
  void a_place_given_back_is_free_again() {
    for (var i = 0; i < RevocationPlaces.OF_ONE_APP; i++) places.take(SILENT);
    assertThat(places.full()).contains(SILENT);
    places.giveBack(SILENT);
    assertThat(places.full()).isEmpty();
  }

  @Test
  void all_places_together_have_an_end() {
    var taken = 0;
    while (places.free() > 0) places.take(new AppKey("app" + taken++));
    assertThat(taken).isEqualTo(24);
  }
}
