package dev.carabiner.sandbox.costume;

/**
 * One request that a dressed sandbox had, and how it ended.
 *
 * @param desk what it was for: {@code authorize}, {@code token}, {@code renew}, {@code care},
 *     {@code resource} or {@code nowhere}
 * @param address the provider's own, without the query
 * @param status of the answer
 */
public record Exchange(String desk, String method, String address, int status) {}
