package dev.carabiner.server.web;

import java.net.InetAddress;

/// A block of IP addresses, such as `10.0.0.0/8`.
///
/// @param network any address of the block
/// @param prefix how many leading bits count, 0 to 32 or 128
public record AddressRange(InetAddress network, int prefix) {
  public AddressRange {
    if (prefix < 0 || prefix > network.getAddress().length * Byte.SIZE)
      throw new IllegalArgumentException(
          "The prefix of an address range is longer than the address");
  }

  /// Reads `ADDRESS/PREFIX`, or an address alone for itself only; names are not resolved.
  ///
  /// @throws IllegalArgumentException for anything else
  public static AddressRange parse(String text) {
    var slash = text.indexOf('/');
    if (slash < 0) {
      var address = InetAddress.ofLiteral(text);
      return new AddressRange(address, address.getAddress().length * Byte.SIZE);
    }
    return new AddressRange(
        InetAddress.ofLiteral(text.substring(0, slash)),
        Integer.parseInt(text.substring(slash + 1)));
  }

  /// Whether `address` is in this block; an IPv4 block holds no IPv6 address.
  public boolean contains(InetAddress address) {
    var ours = network.getAddress();
    var theirs = address.getAddress();
    if (ours.length != theirs.length) return false;
    for (var bit = 0; bit < prefix; bit++) {
      var mask = 0x80 >> (bit % Byte.SIZE);
      if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) return false;
    }
    return true;
  }
}
