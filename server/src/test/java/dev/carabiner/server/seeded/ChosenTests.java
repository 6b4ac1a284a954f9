package dev.carabiner.server.seeded;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.util.Arrays;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// A process of its own that runs test classes until the first has failed: ends with 0 when all are
/// green, with 1 when one is red, with 2 when nothing ran.
final class ChosenTests {
  private ChosenTests() {}

  public static void main(String[] classes) {
    var ran = 0L;
    for (var name : classes) {
      DiscoverySelector[] one = {selectClass(name)};
      var request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(Arrays.asList(one))
              .filters(TagFilter.excludeTags("long"))
              .build();
      var summary = new SummaryGeneratingListener();
      LauncherFactory.create().execute(request, summary);
      ran += summary.getSummary().getTestsSucceededCount();
      if (summary.getSummary().getTotalFailureCount() > 0) {
        summary.getSummary().printFailuresTo(new PrintWriter(System.out, true), 3);
        System.exit(1);
      }
    }
    System.exit(ran == 0 ? 2 : 0);
  }
}
