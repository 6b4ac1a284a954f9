package dev.carabiner.server.web;

import java.nio.file.Path;

/// A server's identity in PEM files, which may be replaced while the server runs.
///
/// @param certificate the server's certificate, then those of the authorities that link it to a
///   trusted one
/// @param key the private key, unencrypted: PKCS #8, or PKCS #1 for RSA
public record TlsFiles(Path certificate, Path key) {}
