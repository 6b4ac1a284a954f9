/// Hands out access tokens that are still good, refreshing them at most once at a time.
///
/// Enter through [FreshTokens]; [TokenOutcome] is how a read ends. [Refresher] is the one flight
/// per generation, [Landing] makes its reply durable before anybody hears of it, [DueWork] and
/// [RevocationJob] work in the background. [Care] looks after connections by their [Outlook], and
/// [Reports] hears of refused tokens. May use: sessions, oauth, apps, callers, base, the vault.
/// Must never touch: doors, SQL.
@NullMarked
package dev.carabiner.server.tokens;

import org.jspecify.annotations.NullMarked;
