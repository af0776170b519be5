package io.tarn.system.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * People and a job with Trino beside the running demo. It holds keys to the store, for it cannot
 * have its requests signed; what a catalog shows it is still decided by who signed in. This Trino
 * writes tables of format version 2 only.
 */
final class TrinoStory implements AutoCloseable {
  private static final String JOB = "retail-producer";

  private final Caller engineer;
  private final Caller analyst;
  private final Trino trino;

  private TrinoStory(Caller engineer, Caller analyst, Trino trino) {
    this.engineer = engineer;
    this.analyst = analyst;
    this.trino = trino;
  }

  static TrinoStory begin(RunningDemo demo, Path folder) throws Exception {
    Trino trino = Trino.start(folder);
    try {
      // Their tokens end in minutes: they sign in once Trino is there.
      Caller engineer = Caller.of(demo, "engineer");
      Caller analyst = Caller.of(demo, "analyst");
      TrinoStory story = new TrinoStory(engineer, analyst, trino);
      story.addCatalogs(demo.environment());
      return story;
    } catch (Exception | AssertionError e) {
      trino.close();
      throw e;
    }
  }

  private void addCatalogs(Map<String, String> platform) throws Exception {
    Map<String, String> credential =
        Map.of(
            "credential",
            JOB + ":" + JOB + "-secret",
            "server-uri",
            Caller.tokenEndpoint(platform),
            "scope",
            "profile");
    addCatalog(platform, "engineer", Map.of("token", engineer.token()));
    addCatalog(platform, "analyst", Map.of("token", analyst.token()));
    addCatalog(platform, "job", credential);
  }

  private void addCatalog(Map<String, String> platform, String name, Map<String, String> identity)
      throws Exception {
    Map<String, String> properties = new HashMap<>();
    identity.forEach((key, value) -> properties.put("iceberg.rest-catalog.oauth2." + key, value));
    properties.put("iceberg.catalog.type", "rest");
    properties.put("iceberg.rest-catalog.security", "OAUTH2");
    properties.put("iceberg.rest-catalog.uri", platform.get("TARN_CATALOG_URL") + "/iceberg");
    properties.put("iceberg.rest-catalog.warehouse", "retail");
    properties.put("fs.native-s3.enabled", "true");
    properties.put("s3.path-style-access", "true");
    properties.put("s3.endpoint", platform.get("TARN_S3_ENDPOINT"));
    properties.put("s3.region", platform.get("TARN_S3_REGION"));
    properties.put("s3.aws-access-key", platform.get("TARN_S3_ACCESS_KEY"));
    properties.put("s3.aws-secret-key", platform.get("TARN_S3_SECRET_KEY"));
    trino.addCatalog(name, properties);
  }

  /** Keys to the store open nothing that the catalog does not show. */
  void isRefusedWhatIsNotItsCallers() throws Exception {
    assertThat(trino.answer("SELECT count(*) FROM analyst.silver.orders"))
        .contains("customer_name masked by policy customer-names-are-masked");
    assertThat(trino.answer("SELECT count(*) FROM analyst.bronze.orders"))
        .contains("nobody granted SELECT on retail.bronze.orders to user:analyst");
    assertThat(trino.answer("SELECT count(*) FROM job.silver.orders"))
        .contains("nobody granted SELECT on retail.silver.orders to service:" + JOB);
  }

  /** Of version 3 it reads what has no deletion vectors; at those it fails rather than mislead. */
  void readsVersion3AsFarAsItCan() throws Exception {
    String codes = "SELECT count(*) FROM %s.bronze.zipcodes";
    String orders = "SELECT count(*), sum(row_id) FROM %s.silver.orders WHERE row_id < 10000";

    assertThat(trino.sql(codes.formatted("engineer")))
        .isEqualTo(engineer.sql(codes.formatted("retail")));
    String exact = engineer.sql(orders.formatted("retail"));
    assertThat(trino.answer(orders.formatted("engineer")))
        .satisfiesAnyOf(
            rows -> assertThat(rows).isEqualTo(exact),
            error -> assertThat(error).startsWith("Unexpected PUFFIN file format"));
  }

  /** Rows added, deleted, changed and merged by the job, with position deletes. */
  void writesATableOfItsOwn() throws Exception {
    engineer.grant("CREATE NAMESPACE", "retail", "service:" + JOB);
    trino.sql("CREATE SCHEMA job.lab");
    trino.sql(
        """
        CREATE TABLE job.lab.returns AS
        SELECT * FROM (VALUES ('a', 'West', DECIMAL '10.0000'), ('b', 'East', 20), ('c', 'West', 30))
        AS returns (order_id, region, amount)""");
    trino.sql("INSERT INTO job.lab.returns VALUES ('d', 'South', 40)");
    trino.sql("DELETE FROM job.lab.returns WHERE order_id = 'a'");
    trino.sql("UPDATE job.lab.returns SET amount = 21 WHERE order_id = 'b'");
    trino.sql(
        """
        MERGE INTO job.lab.returns t
        USING (VALUES ('c', 'West', 31), ('e', 'North', 50)) s (order_id, region, amount)
        ON t.order_id = s.order_id
        WHEN MATCHED THEN UPDATE SET amount = s.amount
        WHEN NOT MATCHED THEN INSERT VALUES (s.order_id, s.region, s.amount)""");
    trino.sql(
        "CREATE VIEW job.lab.west AS SELECT amount FROM job.lab.returns WHERE region = 'West'");

    assertThat(
            trino.sql("SELECT sum(record_count) FROM job.lab.\"returns$files\" WHERE content = 1"))
        .isEqualTo("3");
    assertThat(trino.sql("SELECT * FROM job.lab.west")).isEqualTo("31.0000");
  }

  /** PyIceberg read the rows through those deletes, and wrote each once more. */
  void readsWhatPyIcebergWrote() throws Exception {
    assertThat(trino.sql("SELECT order_id, sum(amount) FROM job.lab.returns GROUP BY 1 ORDER BY 1"))
        .isEqualTo("b,42.0000\nc,62.0000\nd,80.0000\ne,100.0000");
  }

  /**
   * Where the rows of another engine come from is not known: its table is its owner's. Then Tarn
   * reads it through Trino's deletes, and without them once Trino has rewritten the files.
   */
  void showsItOnceItIsClassified() throws Exception {
    String returns = "SELECT order_id, sum(amount) FROM retail.lab.returns GROUP BY ALL ORDER BY 1";
    String rows = "b,42.0000\nc,62.0000\nd,80.0000\ne,100.0000";
    engineer.grant("SELECT", "retail.lab", "group:analysts");
    assertThat(analyst.sql(returns)).contains("whose lineage is unknown", "\"status\":403");
    engineer.classify("retail.lab.returns");
    assertThat(analyst.sql(returns)).isEqualTo(rows);

    trino.sql("ALTER TABLE job.lab.returns EXECUTE optimize");

    assertThat(analyst.sql(returns)).isEqualTo(rows);
  }

  /** A step's table, of which rows leave as others take their place. */
  void readsWhatIsDeclaredInFormatVersion2() throws Exception {
    engineer.apply(
        """
        kind: Table
        name: retail.silver.best_returns
        from: { r: retail.lab.returns }
        key: [order_id]
        keep: { last by: amount }
        sql: SELECT r.order_id, r.amount FROM r
        format version: 2
        freshness: 1s
        """);
    bestReturnsAre("b,21.0000\nc,31.0000\nd,40.0000\ne,50.0000");

    trino.sql("INSERT INTO job.lab.returns VALUES ('b', 'East', 99), ('f', 'West', 1)");
    bestReturnsAre("b,99.0000\nc,31.0000\nd,40.0000\ne,50.0000\nf,1.0000");
    trino.sql("INSERT INTO job.lab.returns VALUES ('c', 'West', 98)");
    bestReturnsAre("b,99.0000\nc,98.0000\nd,40.0000\ne,50.0000\nf,1.0000");
  }

  private void bestReturnsAre(String rows) throws Exception {
    await("the step's output")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () ->
                assertThat(engineer.sql("SELECT * FROM retail.silver.best_returns ORDER BY ALL"))
                    .isEqualTo(rows));
    assertThat(trino.answer("SELECT order_id, amount FROM engineer.silver.best_returns ORDER BY 1"))
        .isEqualTo(rows);
  }

  @Override
  public void close() {
    trino.close();
  }
}
