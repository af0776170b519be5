package io.tarn.catalog.domain.watch;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where somebody is, as coarsely as it takes for a new lease of an address not to be a new place:
 * the first 24 bits of an IPv4 address, the first 48 of an IPv6 address.
 */
final class Place {
  private static final int IPV4_PARTS = 4;
  private static final int IPV6_PARTS = 3;

  private Place() {}

  /** The network of an address; empty when there is none. */
  static Optional<String> of(String address) {
    if (address == null || address.isBlank()) {
      return Optional.empty();
    }
    if (address.contains(":")) {
      return Optional.of(network(address.split(":", -1)) + "::/48");
    }
    int last = address.lastIndexOf('.');
    return Optional.of(
        address.split("\\.", -1).length == IPV4_PARTS
            ? address.substring(0, last) + ".0/24"
            : address);
  }

  private static String network(String[] parts) {
    return String.join(":", Arrays.copyOf(parts, Math.min(parts.length, IPV6_PARTS)));
  }
}
