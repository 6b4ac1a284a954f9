package dev.carabiner.sandbox.costume;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The costumes that one sandbox has on, each under a name. */
public final class Wardrobe {
  /** Where costumes are reached; the rest of the path is a costume's name. */
  public static final String PATH = "/as/";

  private final Map<String, Costume> worn = new ConcurrentHashMap<>();

  /** Puts a costume on, in place of one of the same name. */
  public void wear(String name, Costume costume) {
    worn.put(name, costume);
  }

  /** The costume of that name. */
  public Optional<Costume> find(String name) {
    return Optional.ofNullable(worn.get(name));
  }

  /**
   * Where a costume answers for one of its provider's addresses.
   *
   * @param sandbox the base of the sandbox's addresses
   * @param url the provider's own address, whole
   */
  public static URI address(URI sandbox, String name, String url) {
    return URI.create(
        sandbox + PATH + name + "?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8));
  }
}
