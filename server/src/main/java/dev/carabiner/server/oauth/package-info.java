/// How we talk to providers: discovery, the authorization request, token calls, revocation, the
/// look-up of the account.
///
/// Build, send and read are kept apart; building and reading are pure, [Wire] is the only line that
/// touches the network. Enter through [ProviderResolver], [AuthorizationRequest], [CallbackReader],
/// [TokenCalls], [AccountLookup] and [RevocationCall]. Quirks are applied here, and no provider is
/// named. May use: providers, apps, outbound's words, the vault's words, base. Must never touch:
/// `store`, any rule about *when*.
@NullMarked
package dev.carabiner.server.oauth;

import org.jspecify.annotations.NullMarked;
