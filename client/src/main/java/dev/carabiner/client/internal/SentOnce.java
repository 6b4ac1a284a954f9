package dev.carabiner.client.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The empty body of a request that must not leave twice.
 *
 * <p>The JDK's client repeats a GET by itself when the connection ends before the first byte of the
 * answer, and has no setting against it. Over HTTP/1.1 it asks for the body's length once per
 * attempt, after the connection stands and before the first byte is sent: the one place where a
 * repeat can be refused.
 */
final class SentOnce implements BodyPublisher {
  private final AtomicBoolean sent = new AtomicBoolean();

  @Override
  public long contentLength() {
    if (sent.getAndSet(true)) {
      throw new UncheckedIOException(new IOException("this request is not sent a second time"));
    }
    return 0;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    BodyPublishers.noBody().subscribe(subscriber);
  }
}
