package io.tarn.bench.catalog;

import io.tarn.local.client.TarnClient;
import io.tarn.local.client.Tokens;
import io.tarn.local.platform.ServiceEnvironment;
import io.tarn.local.platform.TarnService;
import io.tarn.local.process.Launch;
import io.tarn.local.process.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * catalog-service with everything on: tokens of Keycloak are checked, permissions and audit hold,
 * commits are announced on Kafka. Its client is a user with rights like any other.
 */
final class TarnServer implements CatalogServer {
  private static final String CATALOG = "bench";
  private static final String USER = "analyst";

  /** That of Tarn's container images. */
  private static final ServerJvm JVM =
      ServerJvm.ofContainer(
          40,
          "-XX:+UseParallelGC",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED");

  private final Site site;
  private final int grants;
  private final Rows rows;
  private final URI service;
  private final Tokens tokens;

  /**
   * The service.
   *
   * @param grants how many of them there are
   */
  TarnServer(Site site, int grants) {
    this.site = site;
    this.grants = grants;
    this.rows = new Rows(site, "catalog");
    this.service = site.endpoints().of(TarnService.CATALOG);
    this.tokens = new Tokens(site.endpoints().issuer());
  }

  @Override
  public String name() {
    return "Tarn";
  }

  @Override
  public void prepare() {
    try {
      Files.createDirectories(data());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Launch launch() {
    Path program = site.checkout().resolve("catalog-service/target/quarkus-app/quarkus-run.jar");
    return Launch.of(
        TarnService.CATALOG.id(),
        JVM.command(List.of("-jar", program.toString())),
        new ServiceEnvironment(site.endpoints()).of(TarnService.CATALOG, data()));
  }

  @Override
  public Readiness readiness() {
    return Readiness.http(service.resolve("/q/health/ready"));
  }

  @Override
  public void open() {
    rows.insert(
        "INSERT INTO catalog (name, location) VALUES (?, ?)",
        List.of(CATALOG),
        (row, catalog) -> {
          row.setString(1, catalog);
          row.setString(2, Site.BUCKET + "/" + catalog);
        });
    TarnClient administrator = new TarnClient(service, tokens.user("engineer"));
    grant(administrator, CATALOG, "ALL PRIVILEGES", "user:" + USER);
    IntStream.range(1, grants)
        .forEach(i -> grant(administrator, CATALOG + ".n000.t%06d".formatted(i), "SELECT", who(i)));
  }

  /** Every other one is the client's own, so that none of its questions is answered by absence. */
  private static String who(int grant) {
    return grant % 2 == 0 ? "user:" + USER : "group:reviewers";
  }

  private static void grant(TarnClient administrator, String securable, String what, String whom) {
    administrator.post(
        "/api/v1/grants",
        "application/json",
        """
        {"securable": "%s", "privilege": "%s", "principal": "%s"}"""
            .formatted(securable, what, whom));
  }

  @Override
  public void fill(List<PreparedTable> tables) {
    rows.insert(
        "INSERT INTO namespace (catalog, name) VALUES ('bench', ?) ON CONFLICT DO NOTHING",
        tables.stream().map(PreparedTable::namespace).distinct().toList(),
        (row, namespace) -> row.setString(1, namespace));
    rows.insert(
        """
        WITH made AS (
          INSERT INTO relation (kind, catalog, namespace, name, uuid, metadata_location)
          VALUES ('table', 'bench', ?, ?, ?, ?) RETURNING id, metadata_location)
        INSERT INTO metadata_copy (relation, location, content)
        SELECT id, metadata_location, ? FROM made""",
        tables,
        (row, table) -> {
          row.setString(1, table.namespace());
          row.setString(2, table.name());
          row.setObject(3, table.uuid());
          row.setString(4, table.metadataLocation());
          row.setBytes(5, table.metadata().getBytes(StandardCharsets.UTF_8));
        });
    rows.analyze();
  }

  @Override
  public Map<String, String> client() {
    return Map.of(
        "uri",
        service.resolve("/iceberg").toString(),
        "warehouse",
        CATALOG,
        "token",
        tokens.user(USER).get(),
        // A client lives for seconds.
        "token-refresh-enabled",
        "false");
  }

  @Override
  public List<String> settings() {
    return List.of(
        "authentication, permissions, audit and events on; " + grants + " grants by /api/v1/grants",
        "JVM: " + JVM.text(),
        "all options at their defaults",
        "tables taken up as rows of its database");
  }

  private Path data() {
    return site.state().data(TarnService.CATALOG.id());
  }
}
