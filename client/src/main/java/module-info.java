/** The Java SDK of Carabiner: the Connected Apps API for applications. */
module dev.carabiner.client {
  requires static org.jspecify;
  requires transitive java.net.http;
  requires tools.jackson.core;

  exports dev.carabiner.client;
}
