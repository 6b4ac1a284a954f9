/**
 * Below the SDK's public types: requests, answers, repeats, credentials, JSON. Not exported.
 *
 * <p>One enters by {@link dev.carabiner.client.internal.Exchange}, which sends a {@link
 * dev.carabiner.client.internal.Call} and returns an {@link dev.carabiner.client.internal.Answer}.
 * It may use the JDK and the JSON tokenizer, and must never touch the public package above it.
 */
@NullMarked
package dev.carabiner.client.internal;

import org.jspecify.annotations.NullMarked;
