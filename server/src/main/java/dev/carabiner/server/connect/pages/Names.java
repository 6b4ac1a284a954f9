package dev.carabiner.server.connect.pages;

import java.util.Map;

/// The three names that a connecting user has to tell apart.
///
/// @param product whose name people know and where they pressed Connect
/// @param connection what is being connected, as its app is called
/// @param provider who will ask them for their consent
public record Names(String product, String connection, String provider) {
  public Names {
    product = PlainText.required("product", product);
    connection = PlainText.required("connection", connection);
    provider = PlainText.required("provider", provider);
  }

  /// What stands in the places of a sentence.
  public Map<String, String> places() {
    return Map.of("product", product, "connection", connection, "provider", provider);
  }

  /// The product's tile.
  public Mark productMark() {
    return Mark.ofProduct(product);
  }

  /// The provider's tile.
  public Mark providerMark() {
    return Mark.ofProvider(provider);
  }
}
