package dev.carabiner.server.outbound;

import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/// Builds request line and header fields, and refuses what would break out of them.
final class RequestHead {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t -~]*");
  private static final Set<String> OURS =
      Set.of(
          "host",
          "content-length",
          "transfer-encoding",
          "connection",
          "keep-alive",
          "te",
          "trailer",
          "upgrade",
          "expect",
          "accept-encoding");

  private RequestHead() {}

  /// The head of `request`, going to `target`.
  ///
  /// @throws Refused when the method or a header field cannot be sent as given (RFC 9110 sections
  ///   5.1 and 5.5)
  static ClassicHttpRequest of(OutboundRequest request, Target target) throws Refused {
    if (!TOKEN.matcher(request.method()).matches()) throw new Refused("the method is not a token");
    var head = new BasicClassicHttpRequest(request.method(), target.pathAndQuery());
    head.addHeader("Host", target.hostHeader());
    head.addHeader("Accept-Encoding", "identity");
    for (var header : request.headers().entrySet())
      head.addHeader(header.getKey(), checked(header.getKey(), header.getValue()));
    if (!head.containsHeader("User-Agent")) head.addHeader("User-Agent", "Carabiner");
    if (request.body().isPresent() || carriesBody(request.method())) {
      head.addHeader("Content-Length", request.body().map(Secret::length).orElse(0));
    }
    return head;
  }

  private static String checked(String name, Secret secret) throws Refused {
    if (!TOKEN.matcher(name).matches()) throw new Refused("a header name is not a token");
    if (OURS.contains(name.toLowerCase(Locale.ROOT)))
      throw new Refused("the header " + name + " is not the sender's to set");
    var value = secret.reveal(Reveal.TO_THE_PROVIDER);
    if (!VALUE.matcher(value).matches())
      throw new Refused("the header " + name + " holds characters other than printable ASCII");
    return value;
  }

  private static boolean carriesBody(String method) {
    return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
  }
}
