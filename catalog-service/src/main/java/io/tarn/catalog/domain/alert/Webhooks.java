package io.tarn.catalog.domain.alert;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Which addresses the catalog may send to: it can reach more than those who declare alerts.
 *
 * @param hosts names as they stand in the address
 */
public record Webhooks(Set<String> hosts) {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  public Webhooks {
    hosts = Set.copyOf(hosts);
  }

  /** Why an address is not allowed; empty when it is. */
  public Optional<String> refusal(URI address) {
    if (address.getScheme() == null || !SCHEMES.contains(address.getScheme())) {
      return Optional.of("a webhook is an http or https address, not " + address);
    }
    if (address.getUserInfo() != null) {
      return Optional.of("a webhook carries no user name or password");
    }
    return hosts.contains(address.getHost())
        ? Optional.empty()
        : Optional.of("webhooks may not go to the host " + address.getHost());
  }
}
