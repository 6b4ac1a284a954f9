package dev.carabiner.server.base;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// A signed token taken apart (RFC 7515 section 7.1), as strictly as one may: base64url in its one
/// canonical spelling, JSON without duplicate members. Nothing in it is true before
/// [#isSignedWith].
///
/// @param header the JOSE header
/// @param payload the claims
/// @param signed what the signature covers
/// @param signature the signature, in base64url
public record CompactToken(ObjectNode header, ObjectNode payload, String signed, String signature) {
  private static final Pattern SHAPE =
      Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)");

  /// Takes a token apart; empty when it is malformed anywhere.
  ///
  /// @param longest that it may be, in characters
  public static Optional<CompactToken> parse(String token, int longest) {
    if (token.length() > longest) return Optional.empty();
    var shape = SHAPE.matcher(token);
    if (!shape.matches()) return Optional.empty();
    var header = object(shape.group(1));
    var payload = object(shape.group(2));
    if (header.isEmpty() || payload.isEmpty() || bytes(shape.group(3)).isEmpty())
      return Optional.empty();
    var signed = shape.group(1) + "." + shape.group(2);
    return Optional.of(new CompactToken(header.get(), payload.get(), signed, shape.group(3)));
  }

  /// Whether the key behind `verifier` made the signature, with that algorithm and no other: what
  /// the token's own header says of it does not count.
  public boolean isSignedWith(JWSVerifier verifier, JWSAlgorithm algorithm) {
    try {
      var covered = signed.getBytes(US_ASCII);
      return verifier.verify(new JWSHeader(algorithm), covered, new Base64URL(signature));
    } catch (JOSEException unusable) {
      return false;
    }
  }

  private static Optional<ObjectNode> object(String part) {
    return bytes(part).flatMap(CompactToken::text).flatMap(Json::parseObject);
  }

  /// Empty when another spelling would stand for the same bytes.
  private static Optional<byte[]> bytes(String part) {
    try {
      var bytes = Base64.getUrlDecoder().decode(part);
      var canonical = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      return canonical.equals(part) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }
}
