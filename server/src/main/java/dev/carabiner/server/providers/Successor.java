package dev.carabiner.server.providers;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// What a provider has announced to become.
///
/// @param from the first day, in UTC, on which it is so
/// @param provider the provider from then on
/// @param note what else to know
public record Successor(LocalDate from, Provider provider, Optional<String> note) {
  /// Whether it is so at that moment.
  public boolean hasCome(Instant now) {
    return !now.isBefore(from.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
