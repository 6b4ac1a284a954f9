package dev.carabiner.server.app;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// A block of addresses, such as `10.0.0.0/8`; a single address is a block of one.
///
/// @param network an address of the block
/// @param prefix the number of leading bits that its members share
public record AddressRange(InetAddress network, int prefix) {
  private static final Pattern FORM =
      Pattern.compile("([0-9]+(?:\\.[0-9]+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/([0-9]{1,3}))?");

  public AddressRange {
    if (prefix < 0 || prefix > network.getAddress().length * Byte.SIZE)
      throw new IllegalArgumentException("The prefix is longer than the address");
  }

  /// Reads `ADDRESS` or `ADDRESS/PREFIX`; empty for any other text. Names are not looked up.
  public static Optional<AddressRange> parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) return Optional.empty();
    try {
      var network = InetAddress.ofLiteral(match.group(1));
      var bits = network.getAddress().length * Byte.SIZE;
      var prefix = match.group(2);
      return Optional.of(
          new AddressRange(network, prefix == null ? bits : Integer.parseInt(prefix)));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  /// Whether `address` is in the block; an address of the other family never is.
  public boolean contains(InetAddress address) {
    var ours = network.getAddress();
    var theirs = address.getAddress();
    if (ours.length != theirs.length) return false;
    for (var bit = 0; bit < prefix; bit++) {
      var mask = 0x80 >> (bit % Byte.SIZE);
      if ((ours[bit / Byte.SIZE] & mask) != (theirs[bit / Byte.SIZE] & mask)) return false;
    }
    return true;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }
}
