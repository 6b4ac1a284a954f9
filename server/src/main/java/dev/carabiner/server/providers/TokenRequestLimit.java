package dev.carabiner.server.providers;

import java.time.Duration;

/// How many token requests a provider takes from one client.
///
/// @param requests at least 1
/// @param per in which time, at most a day
public record TokenRequestLimit(int requests, Duration per) {}
