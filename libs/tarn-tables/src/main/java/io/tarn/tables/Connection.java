package io.tarn.tables;

import java.net.URI;
import java.util.Objects;

/**
 * What a process needs to reach the lakehouse as itself.
 *
 * @param catalog base URI of catalog-service, without {@code /iceberg}
 * @param tokenEndpoint where an OAuth2 client-credentials token is had: {@code
 *     <issuer>/protocol/openid-connect/token}
 * @param files of all tables
 */
public record Connection(
    URI catalog, URI tokenEndpoint, String clientId, String clientSecret, StoreFiles files) {
  public Connection {
    Objects.requireNonNull(catalog, "catalog");
    Objects.requireNonNull(tokenEndpoint, "tokenEndpoint");
    Objects.requireNonNull(clientId, "clientId");
    Objects.requireNonNull(clientSecret, "clientSecret");
    Objects.requireNonNull(files, "files");
  }

  @Override
  public String toString() {
    return "Connection[%s as %s]".formatted(catalog, clientId);
  }
}
