package dev.carabiner.server.outbound;

import dev.carabiner.server.outbound.OutboundAnswer.NotSent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;

/// Sends requests to other people's servers: once each, over a connection of their own, only where
/// [OutboundRules] allow.
///
/// The name is looked up once per call; if one of its addresses is forbidden the call is refused,
/// else the connection goes to the very addresses that were checked. TLS 1.2 or 1.3, verified with
/// the Java runtime's trust store. No redirects, no retries, no cookies, no proxies, no
/// compression. An answer of up to 256 KiB counts when it came completely: all bytes of its
/// Content-Length, its last chunk, or the other side's orderly close where it gave neither.
///
/// Blocks the calling thread until the deadline at most; safe for use by many threads.
public final class Outbound implements AutoCloseable {
  private final OutboundRules rules;
  private final Lookups lookups;
  private final SSLSocketFactory tls;
  private final ScheduledThreadPoolExecutor cutter;

  public Outbound(OutboundRules rules) {
    this(rules, Resolver.SYSTEM);
  }

  /// With another way of looking names up.
  public Outbound(OutboundRules rules, Resolver resolver) {
    this(rules, resolver, trustingTheRuntime());
  }

  Outbound(OutboundRules rules, Resolver resolver, SSLSocketFactory tls) {
    this.rules = rules;
    this.lookups = new Lookups(resolver);
    this.tls = tls;
    this.cutter =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("outbound-deadline").factory());
    cutter.setRemoveOnCancelPolicy(true);
  }

  /// Sends `request`, having asked `beforeSending` when the connection stands. The answer says for
  /// certain when nothing was sent; an exception of `beforeSending` comes through, and nothing was
  /// sent then either.
  public OutboundAnswer send(OutboundRequest request, BeforeSending beforeSending) {
    if (cutter.isShutdown()) throw new IllegalStateException("Outbound is closed");
    var deadline = new Deadline(request.deadline());
    try {
      var target = Target.of(request.uri());
      var head = RequestHead.of(request, target);
      try (var line = Line.open(target, permitted(target, deadline), deadline, tls, cutter)) {
        return onceAllowed(request, head, line, deadline, beforeSending);
      }
    } catch (Refused refused) {
      return new NotSent(true, String.valueOf(refused.getMessage()));
    } catch (IOException noConnection) {
      return new NotSent(
          false,
          deadline.passed()
              ? "the deadline passed before a connection stood"
              : "no connection: " + noConnection.getMessage());
    }
  }

  /// Whether the guard lets requests out to `uri` now: looks the name up, opens no connection. A
  /// name that leads nowhere, or that nobody answers for in time, is not let out to either.
  public boolean permits(URI uri, Duration patience) {
    try {
      return !permitted(Target.of(uri), new Deadline(patience)).isEmpty();
    } catch (Refused | IOException no) {
      return false;
    }
  }

  /// Sends nothing any more; calls under way end by their own deadlines.
  @Override
  public void close() {
    lookups.close();
    cutter.shutdown();
  }

  private static OutboundAnswer onceAllowed(
      OutboundRequest request,
      ClassicHttpRequest head,
      Line line,
      Deadline deadline,
      BeforeSending beforeSending) {
    if (!beforeSending.mayGo()) return new NotSent(false, "the sender changed its mind");
    if (deadline.passed()) return new NotSent(false, "the deadline passed before the first byte");
    return Exchange.run(line.socket(), head, request.body(), deadline);
  }

  private List<InetAddress> permitted(Target target, Deadline deadline)
      throws Refused, IOException {
    var objection = rules.objection(target);
    if (objection.isPresent()) throw new Refused(objection.get());
    if (target.literal().isPresent()) return List.of(target.literal().get());
    var addresses = List.copyOf(lookups.find(target.host(), deadline.remaining()));
    for (var address : addresses) {
      var forbidden = rules.objection(target, address);
      if (forbidden.isPresent()) throw new Refused(forbidden.get());
    }
    return addresses;
  }

  private static SSLSocketFactory trustingTheRuntime() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("This Java runtime has no TLS", impossible);
    }
  }
}
