/// Every change of clients, apps and providers, whether from the settings file or, later, from API
/// and console.
///
/// Enter through [SetupStore]. May use: callers, apps, providers, base, the vault to seal. Must
/// never touch: sessions' secrets, HTTP.
@NullMarked
package dev.carabiner.server.setup;

import org.jspecify.annotations.NullMarked;
