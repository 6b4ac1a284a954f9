package dev.carabiner.server.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.outbound.OutboundAnswer.Answered;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LineTest {
  private static final Duration DEADLINE = Duration.ofMillis(200);
  private static final Duration STOOD_STILL = Duration.ofMillis(1500);
  private static final long POLL = Duration.ofMillis(10).toNanos();

  /// The one thread that cuts lines is held as if the process stood still, until long after the
  /// deadline; then it looks, and the answer comes only after that.
  @Test
  void an_answer_to_a_process_that_stood_still_is_read_before_its_line_is_cut() throws Exception {
    var looked = new CountDownLatch(1);
    try (var cutter = new ScheduledThreadPoolExecutor(1);
        var server =
            new RawServer((connection, out) -> {
              looked.await();
              out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(US_ASCII));
            })) {
      var uri = server.uri();
      var target = Target.of(uri);
      var deadline = new Deadline(DEADLINE);
      cutter.execute(() -> {
        while (deadline.overdue().compareTo(STOOD_STILL) < 0) LockSupport.parkNanos(POLL);
        // behind the cut, which is due by now
        cutter.execute(looked::countDown);
      });
      try (var line =
          Line.open(
              target,
              List.of(InetAddress.getLoopbackAddress()),
              deadline,
              (SSLSocketFactory) SSLSocketFactory.getDefault(),
              cutter)) {
        var request = new OutboundRequest("GET", uri, Map.of(), Optional.empty(), DEADLINE);
        assertThat(
                Exchange.run(
                    line.socket(), RequestHead.of(request, target), Optional.empty(), deadline))
            .isInstanceOf(Answered.class);
      }
    }
  }
}
