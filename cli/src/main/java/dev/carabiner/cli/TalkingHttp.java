package dev.carabiner.cli;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/// An HTTP client that tells each request and answer, with tokens cut short.
final class TalkingHttp extends HttpClient {
  private final HttpClient quiet;
  private final Consumer<String> tell;

  TalkingHttp(HttpClient quiet, Consumer<String> tell) {
    this.quiet = quiet;
    this.tell = tell;
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    ask(request);
    return answer(quiet.send(request, handler));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    ask(request);
    return quiet.sendAsync(request, handler).thenApply(this::answer);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushes) {
    ask(request);
    return quiet.sendAsync(request, handler, pushes).thenApply(this::answer);
  }

  private void ask(HttpRequest request) {
    tell.accept("  → " + request.method() + " " + Shortened.text(request.uri().toString()));
  }

  private <T> HttpResponse<T> answer(HttpResponse<T> response) {
    var body = String.valueOf(response.body());
    var isPage = response.headers().firstValue("content-type").orElse("").startsWith("text/html");
    var shown =
        response
            .headers()
            .firstValue("location")
            .map(place -> " to " + Shortened.text(place))
            .orElse(isPage ? " a page" : " " + Shortened.text(body.strip()));
    tell.accept("  ← " + response.statusCode() + shown.stripTrailing());
    return response;
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return quiet.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return quiet.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return quiet.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return quiet.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return quiet.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return quiet.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return quiet.authenticator();
  }

  @Override
  public Version version() {
    return quiet.version();
  }

  @Override
  public Optional<Executor> executor() {
    return quiet.executor();
  }

  @Override
  public void close() {
    quiet.close();
  }
}
