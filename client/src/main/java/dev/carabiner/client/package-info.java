/**
 * The Java SDK: connect an application's users to third-party providers, read access tokens of
 * those connections, and revoke them. Works with Carabiner and with Kinde's cloud.
 *
 * <p>Ways in: {@link dev.carabiner.client.ApiClient} holds address and credentials. On it stand
 * {@link dev.carabiner.client.Connections} (outcomes as values; start here), {@link
 * dev.carabiner.client.ConnectedAppsApi} (the three calls as Kinde's SDKs have them) and {@link
 * dev.carabiner.client.SessionsApi} (what Carabiner adds).
 *
 * <p>It may use {@code internal}, the JDK's HTTP client and a JSON tokenizer; it logs nothing,
 * prints nothing and never shows a token in a {@code toString} or an exception's message.
 */
@NullMarked
package dev.carabiner.client;

import org.jspecify.annotations.NullMarked;
