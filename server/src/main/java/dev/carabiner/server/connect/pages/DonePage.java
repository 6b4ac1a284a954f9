package dev.carabiner.server.connect.pages;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The end of a connection that has no callback to go to.
///
/// @param names who is connected with what
/// @param account the provider account, if we know it
/// @param back a page of the product, if we know one
/// @param endedUnder what the provider calls the place in its account settings where a person ends
///   access
/// @param host our own address, shown at the foot
public record DonePage(
    Names names,
    Optional<String> account,
    Optional<URI> back,
    Optional<String> endedUnder,
    String host) {
  public DonePage {
    account = account.map(PlainText::of).filter(text -> !text.isEmpty());
    back = back.map(WayBack::checked);
    endedUnder = endedUnder.map(PlainText::of).filter(text -> !text.isEmpty());
    host = PlainText.required("host", host);
  }

  /// What stands in the places of a sentence.
  public Map<String, String> places() {
    var places = new HashMap<>(names.places());
    endedUnder.ifPresent(place -> places.put("place", place));
    return places;
  }
}
