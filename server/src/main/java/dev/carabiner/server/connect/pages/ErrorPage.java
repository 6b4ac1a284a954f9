package dev.carabiner.server.connect.pages;

import java.net.URI;
import java.util.Optional;

/// The page of a connecting user who cannot go on.
///
/// @param error what happened
/// @param product whose name people know
/// @param back a page of the product, if we know one (the origin of the application's callback,
///   mostly)
/// @param requestId the request's id; the page shows its first eight letters and digits
/// @param host our own address, shown at the foot
public record ErrorPage(
    ConnectError error, String product, Optional<URI> back, String requestId, String host) {
  public ErrorPage {
    product = PlainText.required("product", product);
    back = back.map(WayBack::checked);
    host = PlainText.required("host", host);
  }

  /// What it says.
  public ErrorWords words(Texts texts) {
    return ErrorWords.of(error, product, texts);
  }

  /// What to say when asking for help.
  public String requestNumber() {
    return RequestNumber.of(requestId);
  }
}
