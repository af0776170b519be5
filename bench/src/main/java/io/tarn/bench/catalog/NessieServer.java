package io.tarn.bench.catalog;

import io.tarn.local.process.Launch;
import io.tarn.local.process.Readiness;
import io.tarn.local.server.ObjectStore;
import io.tarn.local.server.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.util.Tasks;

/** Project Nessie over PostgreSQL, with the settings of its documentation for production. */
final class NessieServer implements CatalogServer {
  private static final String DATABASE = "nessie";
  private static final int FILLERS = 8;
  private static final String S3 = "nessie.catalog.service.s3.default-options.";

  /** Not below {@code nessie.}, where unknown names are refused. */
  private static final String SECRET = "bench.s3-keys";

  /** The collector of its image, and more memory than the half that its image takes. */
  private static final ServerJvm JVM =
      ServerJvm.ofContainer(80, "-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError");

  private final Site site;
  private final URI service = Site.http(Site.freePort());
  private final URI management = Site.http(Site.freePort());

  NessieServer(Site site) {
    this.site = site;
  }

  @Override
  public String name() {
    return "Nessie";
  }

  @Override
  public void prepare() {
    site.createDatabase(DATABASE);
  }

  @Override
  public Launch launch() {
    List<String> arguments = new ArrayList<>();
    options().forEach((name, value) -> arguments.add("-D" + name + "=" + value));
    addresses().forEach((name, value) -> arguments.add("-D" + name + "=" + value));
    arguments.add("-jar");
    arguments.add(new PeerFiles(site.checkout()).nessie());
    return Launch.of(DATABASE, JVM.command(arguments), Map.of());
  }

  private static Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("nessie.version.store.type", "JDBC2");
    options.put("nessie.version.store.persist.jdbc.datasource", "postgresql");
    options.put("nessie.catalog.default-warehouse", "bench");
    options.put("nessie.catalog.warehouses.bench.location", Site.BUCKET + "/" + DATABASE);
    options.put("nessie.server.authentication.enabled", "false");
    options.put(S3 + "path-style-access", "true");
    options.put(S3 + "region", ObjectStore.REGION);
    options.put(S3 + "access-key", "urn:nessie-secret:quarkus:" + SECRET);
    // The client signs for itself, as with the others.
    options.put(S3 + "request-signing-enabled", "false");
    // There is no collector of traces, and Tarn writes no line for each request either.
    options.put("quarkus.otel.sdk.disabled", "true");
    options.put("quarkus.http.access-log.enabled", "false");
    return options;
  }

  private Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put("quarkus.http.host", "127.0.0.1");
    addresses.put("quarkus.http.port", Integer.toString(service.getPort()));
    addresses.put("quarkus.management.host", "127.0.0.1");
    addresses.put("quarkus.management.port", Integer.toString(management.getPort()));
    addresses.put("quarkus.datasource.postgresql.jdbc.url", site.endpoints().postgres(DATABASE));
    addresses.put("quarkus.datasource.postgresql.username", PostgresServer.SUPERUSER);
    addresses.put("quarkus.datasource.postgresql.password", PostgresServer.SUPERUSER_PASSWORD);
    addresses.put(S3 + "endpoint", site.endpoints().s3().toString());
    addresses.put(SECRET + ".name", ObjectStore.ACCESS_KEY);
    addresses.put(SECRET + ".secret", ObjectStore.SECRET_KEY);
    return addresses;
  }

  @Override
  public Readiness readiness() {
    return Readiness.http(management.resolve("/q/health/ready"));
  }

  @Override
  public void open() {}

  /** By its own interface: it keeps a copy of each table's metadata in its database. */
  @Override
  public void fill(List<PreparedTable> tables) {
    try (RESTCatalog catalog = Clients.open(this, site);
        ExecutorService fillers = Executors.newFixedThreadPool(FILLERS)) {
      tables.stream()
          .map(table -> Namespace.of(table.namespace()))
          .distinct()
          .filter(namespace -> !catalog.namespaceExists(namespace))
          .forEach(catalog::createNamespace);
      Tasks.foreach(tables)
          .executeWith(fillers)
          .retry(3)
          .stopOnFailure()
          .throwFailureWhenFinished()
          .run(table -> register(catalog, table));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    new Rows(site, DATABASE).analyze();
  }

  private static void register(RESTCatalog catalog, PreparedTable table) {
    try {
      catalog.registerTable(table.identifier(), table.metadataLocation());
    } catch (AlreadyExistsException e) {
      // It is tried again when the answer was lost.
      return;
    }
  }

  @Override
  public Map<String, String> client() {
    return Map.of("uri", service.resolve("/iceberg/").toString(), "warehouse", "bench");
  }

  @Override
  public List<String> settings() {
    List<String> settings = new ArrayList<>();
    settings.add("org.projectnessie.nessie:nessie-quarkus:0.99.0:runner, no authentication");
    settings.add("JVM: " + JVM.text());
    options().forEach((name, value) -> settings.add(name + "=" + value));
    settings.add("tables taken up by Iceberg's registerTable, " + FILLERS + " at once");
    return List.copyOf(settings);
  }
}
