package dev.carabiner.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/// Reads a request's body within its limit.
final class BodyReader {
  private BodyReader() {}

  /// The whole body; opened only after its announced length has been found good.
  ///
  /// @throws Problem for a body that is too large or breaks off
  static byte[] read(Supplier<InputStream> opening, RequestHeaders headers) {
    var lengths = headers.all("Content-Length");
    if (lengths.isEmpty() && headers.all("Transfer-Encoding").isEmpty()) return new byte[0];
    if (!lengths.isEmpty() && Long.parseLong(lengths.getFirst()) > Request.MAX_BODY)
      throw Problem.tooLarge();
    try {
      var body = opening.get().readNBytes(Request.MAX_BODY + 1);
      if (body.length > Request.MAX_BODY) throw Problem.tooLarge();
      return body;
    } catch (IOException | UncheckedIOException brokenOff) {
      throw Problem.invalidRequest("the body did not arrive whole");
    }
  }
}
