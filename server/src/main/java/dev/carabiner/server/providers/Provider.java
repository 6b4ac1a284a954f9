package dev.carabiner.server.providers;

/// One provider of the catalogue, or one of the operator's own.
///
/// @param id unique in the catalogue, `lower-kebab-case`
/// @param about what people need to know
/// @param addresses where it is
/// @param protocol how it speaks where the standard leaves a choice
/// @param lifecycle how long its tokens live
/// @param quirks where it deviates from the standard
/// @param text its own entry as YAML on one line, to be stored; [ProviderReader#read] gives the
///   same provider again
public record Provider(
    String id,
    About about,
    Addresses addresses,
    Protocol protocol,
    Lifecycle lifecycle,
    Quirks quirks,
    String text) {

  /// The name that people know.
  public String name() {
    return about.name();
  }
}
