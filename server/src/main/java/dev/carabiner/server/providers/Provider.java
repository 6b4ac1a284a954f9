package dev.carabiner.server.providers;

import java.time.Instant;
import java.util.Optional;

/// One provider of the catalogue, or one of the operator's own.
///
/// @param id unique in the catalogue, `lower-kebab-case`
/// @param about what people need to know
/// @param addresses where it is
/// @param protocol how it speaks where the standard leaves a choice
/// @param lifecycle how long its tokens live
/// @param quirks where it deviates from the standard
/// @param successor what it has announced to become
/// @param text its own entry as YAML on one line, to be stored; [ProviderReader#read] gives the
///   same provider again
public record Provider(
    String id,
    About about,
    Addresses addresses,
    Protocol protocol,
    Lifecycle lifecycle,
    Quirks quirks,
    Optional<Successor> successor,
    String text) {

  /// The provider as it is at that moment: itself, or what it has announced to become by then.
  public Provider at(Instant now) {
    return successor.filter(then -> then.hasCome(now)).map(Successor::provider).orElse(this);
  }

  /// The name that people know.
  public String name() {
    return about.name();
  }
}
