package io.tarn.tables.rest;

import io.tarn.tables.CatalogConnection;
import io.tarn.tables.Connection;
import io.tarn.tables.StoreFiles;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.rest.HTTPClient;
import org.apache.iceberg.rest.RESTSessionCatalog;
import org.apache.iceberg.rest.auth.AuthProperties;

/**
 * The catalogs of catalog-service over Iceberg's REST protocol. All tables read and write through
 * one client of the object store, whatever the catalog answers about stores.
 */
public final class RestCatalogs implements Function<String, CatalogConnection> {
  private final Connection connection;
  private final AccessTokens tokens;
  private final PositionsClient positions;
  private final StoreFiles files;

  public RestCatalogs(Connection connection) {
    this.connection = connection;
    this.tokens =
        new AccessTokens(
            connection.tokenEndpoint(),
            connection.clientId(),
            connection.clientSecret(),
            Clock.systemUTC());
    this.positions = new PositionsClient(connection.catalog(), tokens);
    this.files = connection.files();
  }

  @Override
  public CatalogConnection apply(String name) {
    ServiceAccount account = new ServiceAccount(tokens);
    RESTSessionCatalog catalog =
        new RESTSessionCatalog(
            settings ->
                account.sign(
                    HTTPClient.builder(settings).uri(settings.get(CatalogProperties.URI)).build()),
            (context, settings) -> files);
    Map<String, String> properties = new HashMap<>();
    properties.put(AuthProperties.AUTH_TYPE, AuthProperties.AUTH_TYPE_NONE);
    properties.put(CatalogProperties.URI, connection.catalog().resolve("/iceberg").toString());
    properties.put(CatalogProperties.WAREHOUSE_LOCATION, name);
    properties.put("rest-metrics-reporting-enabled", "false");
    // Whoever asks tries again in their own way; Iceberg's five tries take half a minute.
    properties.put("rest.client.max-retries", "1");
    properties.put("rest.client.connection-timeout-ms", "3000");
    properties.put("rest.client.socket-timeout-ms", "30000");
    catalog.initialize(name, properties);
    return new RestConnection(catalog, positions);
  }
}
