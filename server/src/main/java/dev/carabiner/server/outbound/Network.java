package dev.carabiner.server.outbound;

import java.net.InetAddress;
import java.util.Arrays;

/// A block of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3), such as `10.0.0.0/8`.
///
/// @param base the first address; all bits behind the prefix are zero
/// @param prefix how many leading bits count: 0 to 32, or to 128
public record Network(InetAddress base, int prefix) {
  public Network {
    if (prefix < 0 || prefix > 8 * base.getAddress().length)
      throw new IllegalArgumentException("the prefix length is out of range");
    if (!Arrays.equals(base.getAddress(), masked(base.getAddress(), prefix))) {
      throw new IllegalArgumentException("bits behind the prefix are set");
    }
  }

  /// Reads `ADDRESS/PREFIX`; IPv6 without brackets.
  ///
  /// @throws IllegalArgumentException saying what is wrong
  public static Network parse(String text) {
    var slash = text.indexOf('/');
    var prefix = slash < 0 ? "" : text.substring(slash + 1);
    if (!prefix.matches("0|[1-9][0-9]{0,2}"))
      throw new IllegalArgumentException("the prefix length is not a number");
    var address = text.substring(0, slash);
    var base = Literals.parse(address.contains(":") ? "[" + address + "]" : address);
    return new Network(
        base.orElseThrow(() -> new IllegalArgumentException("the address is not spelled plainly")),
        Integer.parseInt(prefix));
  }

  /// Whether the address lies in the block; an address of the other family never does.
  public boolean contains(InetAddress address) {
    return Arrays.equals(base.getAddress(), masked(address.getAddress(), prefix));
  }

  private static byte[] masked(byte[] address, int prefix) {
    var masked = address.clone();
    for (var bit = prefix; bit < 8 * masked.length; bit++)
      masked[bit / 8] &= (byte) ~(0x80 >> bit % 8);
    return masked;
  }

  @Override
  public String toString() {
    return base.getHostAddress() + "/" + prefix;
  }
}
