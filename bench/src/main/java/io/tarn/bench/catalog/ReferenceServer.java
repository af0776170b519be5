package io.tarn.bench.catalog;

import io.tarn.local.process.Launch;
import io.tarn.local.process.Readiness;
import io.tarn.local.server.PostgresServer;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The server of Iceberg's own test fixtures over its JdbcCatalog. It knows no users. */
final class ReferenceServer implements CatalogServer {
  private static final String DATABASE = "reference";

  /** What the server calls its catalog. */
  private static final String CATALOG = "rest_backend";

  /** Its image sets nothing, so the JVM takes a quarter of the memory. */
  private static final ServerJvm JVM = ServerJvm.ofContainer(25);

  private final Site site;
  private final Rows rows;
  private final URI service = Site.http(Site.freePort());

  ReferenceServer(Site site) {
    this.site = site;
    this.rows = new Rows(site, DATABASE);
  }

  @Override
  public String name() {
    return "Reference";
  }

  @Override
  public void prepare() {
    site.createDatabase(DATABASE);
  }

  @Override
  public Launch launch() {
    Map<String, String> environment = new TreeMap<>();
    properties().forEach((name, value) -> environment.put(variable(name), value));
    environment.put("CATALOG_REST_PORT", Integer.toString(service.getPort()));
    return Launch.of(
        DATABASE,
        JVM.command(
            List.of(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                new PeerFiles(site.checkout()).referenceClassPath(),
                "org.apache.iceberg.rest.RESTCatalogServer")),
        environment);
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>(site.store());
    properties.put("uri", site.endpoints().postgres(DATABASE));
    properties.put("jdbc.user", PostgresServer.SUPERUSER);
    properties.put("jdbc.password", PostgresServer.SUPERUSER_PASSWORD);
    properties.put("jdbc.schema-version", "V1");
    properties.put("warehouse", Site.BUCKET + "/" + DATABASE);
    // Connections to PostgreSQL: as many as Tarn has. The default is 2.
    properties.put("clients", "16");
    return properties;
  }

  /** The server's spelling: a dash becomes two underscores, a dot one. */
  static String variable(String property) {
    return "CATALOG_" + property.replace("-", "__").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  @Override
  public Readiness readiness() {
    return Readiness.http(service.resolve("/v1/config"));
  }

  @Override
  public void open() {}

  @Override
  public void fill(List<PreparedTable> tables) {
    rows.insert(
        """
        INSERT INTO iceberg_namespace_properties
          (catalog_name, namespace, property_key, property_value)
        VALUES ('%s', ?, 'exists', 'true') ON CONFLICT DO NOTHING"""
            .formatted(CATALOG),
        tables.stream().map(PreparedTable::namespace).distinct().toList(),
        (row, namespace) -> row.setString(1, namespace));
    rows.insert(
        """
        INSERT INTO iceberg_tables
          (catalog_name, table_namespace, table_name, metadata_location, iceberg_type)
        VALUES ('%s', ?, ?, ?, 'TABLE')"""
            .formatted(CATALOG),
        tables,
        (row, table) -> {
          row.setString(1, table.namespace());
          row.setString(2, table.name());
          row.setString(3, table.metadataLocation());
        });
    rows.analyze();
  }

  @Override
  public Map<String, String> client() {
    return Map.of("uri", service.toString());
  }

  @Override
  public List<String> settings() {
    return List.of(
        "org.apache.iceberg:iceberg-open-api:1.11.0:test-fixtures over JdbcCatalog, no authentication",
        "JVM: " + JVM.text() + " (it recommends nothing)",
        "clients=16 connections to PostgreSQL (default 2), jdbc.schema-version=V1",
        "logs nothing (by default a stack trace for each commit refused)",
        "tables taken up as rows of its database");
  }
}
