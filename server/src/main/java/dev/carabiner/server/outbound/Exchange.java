package dev.carabiner.server.outbound;

import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/// Writes one request and reads its answer, over a connection used for nothing else.
final class Exchange {
  private static final int MAX_BODY = 256 * 1024;
  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setMaxLineLength(16 * 1024)
          .setMaxHeaderCount(200)
          .setMaxEmptyLineCount(4)
          .build();

  private Exchange() {}

  /// Sends `head` with `body`. From here on bytes may have left, so every trouble is
  /// [OutboundAnswer.NoAnswer].
  static OutboundAnswer run(
      Socket socket, ClassicHttpRequest head, Optional<Secret> body, Deadline deadline) {
    try {
      body.ifPresent(secret ->
          head.setEntity(
              new ByteArrayEntity(secret.revealBytes(Reveal.TO_THE_PROVIDER), (ContentType) null)));
      var connection =
          new DefaultBHttpClientConnection(
              LIMITS, null, null, null, null, null, new DefaultHttpResponseParserFactory(LIMITS));
      connection.bind(socket);
      return read(new HttpRequestExecutor().execute(head, connection, HttpCoreContext.create()));
    } catch (IOException | HttpException broken) {
      return new OutboundAnswer.NoAnswer(
          deadline.passed()
              ? "the deadline passed"
              : "the answer broke off: " + broken.getClass().getSimpleName());
    }
  }

  private static OutboundAnswer read(ClassicHttpResponse response) throws IOException {
    var entity = response.getEntity();
    var bytes = entity == null ? new byte[0] : entity.getContent().readNBytes(MAX_BODY + 1);
    if (mayBeCutInItsHead(entity, bytes))
      return new OutboundAnswer.NoAnswer("the answer broke off before its body");
    if (bytes.length > MAX_BODY)
      return new OutboundAnswer.NoAnswer("the answer is longer than " + MAX_BODY + " bytes");
    return new OutboundAnswer.Answered(response.getCode(), headers(response), Secret.of(bytes));
  }

  /// The parser takes the end of the stream for the end of the head. Only a byte of the body, or a
  /// stated length, proves that the head was whole.
  private static boolean mayBeCutInItsHead(@Nullable HttpEntity entity, byte[] bytes) {
    return entity != null
        && !entity.isChunked()
        && entity.getContentLength() < 0
        && bytes.length == 0;
  }

  private static Map<String, List<String>> headers(ClassicHttpResponse response) {
    var headers = new LinkedHashMap<String, List<String>>();
    for (var header : response.getHeaders()) {
      headers
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(String.valueOf(header.getValue()));
    }
    return headers;
  }
}
