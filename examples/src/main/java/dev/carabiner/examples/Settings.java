package dev.carabiner.examples;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Where everything is.
///
/// @param server Carabiner's public URL
/// @param credentials the machine client
/// @param key the connected app's reference key
/// @param api an address of the provider that an access token opens
/// @param port where this application listens on 127.0.0.1
record Settings(URI server, Credentials credentials, String key, URI api, int port) {
  private static final Set<String> OPTIONS = Set.of("--server", "--key", "--api", "--port");

  /// A machine client of Carabiner. Does not print its secret.
  record Credentials(String clientId, String clientSecret) {
    @Override
    public String toString() {
      return "Credentials[" + clientId + "]";
    }
  }

  /// The secret comes from the environment: everybody on a machine can read a process's arguments.
  ///
  /// @throws IllegalArgumentException saying what is missing or wrong
  static Settings read(Map<String, String> environment, String... arguments) {
    var options = options(arguments);
    return new Settings(
        uri(options.getOrDefault("--server", "http://127.0.0.1:8080")),
        new Credentials(
            need(environment, "CARABINER_CLIENT_ID"), need(environment, "CARABINER_CLIENT_SECRET")),
        options.getOrDefault("--key", "sandbox"),
        uri(options.getOrDefault("--api", "http://127.0.0.1:8090/api/me")),
        port(options.getOrDefault("--port", "9500")));
  }

  private static Map<String, String> options(String... arguments) {
    var options = new HashMap<String, String>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!OPTIONS.contains(arguments[i]))
        throw new IllegalArgumentException("unknown option " + arguments[i]);
      if (i + 1 == arguments.length)
        throw new IllegalArgumentException(arguments[i] + " needs a value");
      options.put(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private static String need(Map<String, String> environment, String name) {
    var value = environment.getOrDefault(name, "");
    if (value.isBlank())
      throw new IllegalArgumentException("the environment variable " + name + " is missing");
    return value;
  }

  private static URI uri(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(text + " is not a URL", malformed);
    }
    if (uri.getHost() == null) throw new IllegalArgumentException(text + " is not a URL");
    return uri;
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535) return port;
    } catch (NumberFormatException notANumber) {
      // Refused below, in the same words.
    }
    throw new IllegalArgumentException("--port must be a number from 1 to 65535");
  }
}
