/// The browser's way: our start page, the provider's callback, and back to the application.
///
/// [StartDoor] and [CallbackDoor] read what the browser brought; [ConnectFlow] decides the next
/// step from the stored flow alone, so that reloads, back buttons and two tabs are no special
/// cases; [Exchanger] spends a code, once. May use: sessions, oauth, apps, providers, web, the
/// vault. Must never touch: the other doors, `tokens`.
@NullMarked
package dev.carabiner.server.connect;

import org.jspecify.annotations.NullMarked;
