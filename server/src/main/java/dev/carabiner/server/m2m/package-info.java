/// Machine-to-machine access: clients get tokens, and tokens make callers.
///
/// Enter through [OAuthTokenEndpoint] and [DiscoveryDoor], which programs ask, and [BearerGate],
/// which other doors hang their handlers behind. [SigningKeys] keep the keys sealed in the store
/// that [SigningKeyStore] stands for. May use: `web`, `callers`, `base`, the vault, Nimbus JOSE,
/// Caffeine. Must never touch: sessions, providers, the other doors.
@NullMarked
package dev.carabiner.server.m2m;

import org.jspecify.annotations.NullMarked;
