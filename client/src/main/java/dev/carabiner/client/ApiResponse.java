package dev.carabiner.client;

import java.util.List;
import java.util.Map;

/**
 * What a call returned, with the HTTP answer's status and headers.
 *
 * @param headers looked up in any case
 */
public record ApiResponse<T>(T data, int statusCode, Map<String, List<String>> headers) {}
