package dev.carabiner.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.168.1.128/25, 192.168.1.127, false",
    "192.168.1.1, 192.168.1.1, true",
    "192.168.1.1, 192.168.1.2, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe80::1, false",
    "fd00::/8, 10.0.0.1, false"
  })
  void an_address_is_in_a_block_when_the_leading_bits_agree(
      String range, String address, boolean in) {
    assertThat(AddressRange.parse(range).orElseThrow().contains(InetAddress.ofLiteral(address)))
        .isEqualTo(in);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0/8", "example.com/8", "::/129", "1/2/3", "/8"})
  void anything_else_is_no_block(String text) {
    assertThat(AddressRange.parse(text)).isEmpty();
  }
}
