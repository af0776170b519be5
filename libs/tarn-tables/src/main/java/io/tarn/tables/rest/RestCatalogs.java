package io.tarn.tables.rest;

import io.tarn.tables.CatalogConnection;
import io.tarn.tables.Connection;
import io.tarn.tables.ObjectStore;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.rest.HTTPClient;
import org.apache.iceberg.rest.RESTSessionCatalog;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The catalogs of catalog-service over Iceberg's REST protocol. All tables read and write through
 * one client of the object store, whatever the catalog answers about stores.
 */
public final class RestCatalogs implements Function<String, CatalogConnection> {
  private final Connection connection;
  private final PositionsClient positions;
  private final S3FileIO files;

  public RestCatalogs(Connection connection) {
    this.connection = connection;
    this.positions = new PositionsClient(connection);
    S3Client store = client(connection.store());
    this.files = new S3FileIO(() -> store);
    this.files.initialize(Map.of());
  }

  @Override
  public CatalogConnection apply(String name) {
    RESTSessionCatalog catalog =
        new RESTSessionCatalog(
            properties ->
                HTTPClient.builder(properties).uri(properties.get(CatalogProperties.URI)).build(),
            (context, properties) -> files);
    Map<String, String> properties = new HashMap<>(ServiceAccount.properties(connection));
    properties.put(CatalogProperties.URI, connection.catalog().resolve("/iceberg").toString());
    properties.put(CatalogProperties.WAREHOUSE_LOCATION, name);
    properties.put("rest.client.connection-timeout-ms", "3000");
    properties.put("rest.client.socket-timeout-ms", "30000");
    catalog.initialize(name, properties);
    return new RestConnection(catalog, positions);
  }

  private static S3Client client(ObjectStore store) {
    return S3Client.builder()
        .endpointOverride(store.endpoint())
        .region(Region.of(store.region()))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(store.accessKey(), store.secretKey())))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
