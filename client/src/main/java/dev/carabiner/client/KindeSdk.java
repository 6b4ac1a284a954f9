package dev.carabiner.client;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One configuration for the whole program, as Kinde's SDKs have it. An {@link ApiClient} of your
 * own does the same without a global and is what we recommend.
 */
public final class KindeSdk {
  private static final AtomicReference<@Nullable ApiClient> CONFIGURED = new AtomicReference<>();

  private KindeSdk() {}

  /**
   * Sets what {@link ConnectedAppsApi#ConnectedAppsApi()} uses from now on. Each call starts from
   * the defaults; when it fails, the former configuration stays.
   *
   * @throws IllegalStateException without credentials
   */
  public static void configure(Consumer<ApiClientBuilder> settings) {
    ApiClientBuilder builder = ApiClient.builder();
    settings.accept(builder);
    CONFIGURED.set(builder.build());
  }

  static ApiClient configured() {
    ApiClient client = CONFIGURED.get();
    if (client == null) {
      throw new IllegalStateException("call KindeSdk.configure(…) first, or hand in an ApiClient");
    }
    return client;
  }

  static void forget() {
    CONFIGURED.set(null);
  }
}
