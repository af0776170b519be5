package io.tarn.system.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * People and a job with Spark beside the running demo. The job signs in as services do and owns
 * what it makes.
 */
final class SparkStory implements AutoCloseable {
  private static final String JOB = "retail-producer";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Caller engineer;
  private final Caller analyst;
  private final Spark spark;

  private SparkStory(Caller engineer, Caller analyst, Spark spark) {
    this.engineer = engineer;
    this.analyst = analyst;
    this.spark = spark;
  }

  static SparkStory begin(RunningDemo demo, Path folder) throws Exception {
    Caller engineer = Caller.of(demo, "engineer");
    Caller analyst = Caller.of(demo, "analyst");
    Map<String, String> platform = demo.environment();
    Map<String, String> job =
        Map.of(
            "credential",
            JOB + ":" + JOB + "-secret",
            "oauth2-server-uri",
            Caller.tokenEndpoint(platform),
            "scope",
            "profile");
    Map<String, Map<String, String>> catalogs =
        Map.of(
            "engineer", catalog(platform, Map.of("token", engineer.token())),
            "analyst", catalog(platform, Map.of("token", analyst.token())),
            "job", catalog(platform, job));
    return new SparkStory(engineer, analyst, Spark.start(catalogs, folder.resolve("spark.log")));
  }

  private static Map<String, String> catalog(
      Map<String, String> platform, Map<String, String> identity) {
    Map<String, String> properties = new HashMap<>(identity);
    properties.put("type", "rest");
    properties.put("rest.auth.type", "oauth2");
    properties.put("uri", platform.get("TARN_CATALOG_URL") + "/iceberg");
    properties.put("warehouse", "retail");
    properties.put("cache-enabled", "false");
    properties.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
    properties.put("header.X-Iceberg-Access-Delegation", "remote-signing");
    return properties;
  }

  /** Of the lines of the demo's first round, which is over: those after it keep coming. */
  void readsWhatGoldServiceReads() throws Exception {
    String orders =
        "SELECT count(*), sum(row_id), sum(sales) FROM %s.silver.orders WHERE row_id < 10000";

    assertThat(spark.sql(orders.formatted("engineer")))
        .startsWith("9993,")
        .isEqualTo(engineer.sql(orders.formatted("retail")));
  }

  /** No engine gets round a mask; nobody reads bronze for being able to reach the store. */
  void isRefusedWhatIsMasked() {
    assertThat(spark.error("SELECT count(*) FROM analyst.silver.orders"))
        .contains("customer_name masked by policy customer-names-are-masked");
    assertThat(spark.error("SELECT count(*) FROM analyst.bronze.orders"))
        .contains("nobody granted SELECT on retail.bronze.orders to user:analyst");
    assertThat(spark.error("SELECT count(*) FROM job.silver.orders"))
        .contains("nobody granted SELECT on retail.silver.orders to service:" + JOB);
  }

  /** Rows added, deleted, changed and merged by the job, with deletion vectors. */
  void writesATableOfItsOwn() throws Exception {
    engineer.grant("CREATE NAMESPACE", "retail", "service:" + JOB);
    spark.sql("CREATE NAMESPACE job.partner");
    spark.sql(
        """
        CREATE TABLE job.partner.returns (order_id STRING, region STRING, amount DECIMAL(18, 4))
        TBLPROPERTIES ('format-version' = '3', 'write.delete.mode' = 'merge-on-read',
          'write.update.mode' = 'merge-on-read', 'write.merge.mode' = 'merge-on-read')""");
    spark.sql(
        """
        INSERT INTO job.partner.returns
        VALUES ('a', 'West', 10), ('b', 'East', 20), ('c', 'West', 30), ('d', 'South', 40)""");
    spark.sql("DELETE FROM job.partner.returns WHERE order_id = 'a'");
    spark.sql("UPDATE job.partner.returns SET amount = 21 WHERE order_id = 'b'");
    spark.sql(
        """
        MERGE INTO job.partner.returns t
        USING (SELECT 'c' AS order_id, 'West' AS region, 31 AS amount
               UNION ALL SELECT 'e', 'North', 50) s
        ON t.order_id = s.order_id
        WHEN MATCHED THEN UPDATE SET amount = s.amount WHEN NOT MATCHED THEN INSERT *""");

    assertThat(spark.sql("SELECT DISTINCT file_format FROM job.partner.returns.delete_files"))
        .isEqualTo("PUFFIN");
  }

  /** Where the rows of another engine come from is not known: its table is its owner's. */
  void showsItOnceItIsClassified() throws Exception {
    String returns = "SELECT order_id, amount FROM retail.partner.returns ORDER BY ALL";
    engineer.grant("SELECT", "retail.partner", "group:analysts");
    assertThat(analyst.sql(returns)).contains("whose lineage is unknown", "\"status\":403");

    engineer.classify("retail.partner.returns");

    assertThat(analyst.sql(returns)).isEqualTo("b,21.0000\nc,31.0000\nd,40.0000\ne,50.0000");
  }

  /** Each of the job's commits moves a step that reads its table, also one that takes rows away. */
  void movesSilverOn() throws Exception {
    engineer.apply(
        """
        kind: Table
        name: retail.silver.returns
        mode: view
        from: { r: retail.partner.returns }
        key: [region]
        sql: SELECT r.region, sum(r.amount) AS amount FROM r GROUP BY r.region
        freshness: 4s
        """);
    silverIs("East,21.0000\nNorth,50.0000\nSouth,40.0000\nWest,31.0000");

    spark.sql("INSERT INTO job.partner.returns VALUES ('f', 'West', 10)");
    silverIs("East,21.0000\nNorth,50.0000\nSouth,40.0000\nWest,41.0000");

    spark.sql("DELETE FROM job.partner.returns WHERE order_id = 'e'");
    silverIs("East,21.0000\nSouth,40.0000\nWest,41.0000");
    assertThat(spark.sql("SELECT region, amount FROM engineer.silver.returns ORDER BY region"))
        .isEqualTo("East,21.0000\nSouth,40.0000\nWest,41.0000");
  }

  /**
   * The same rows in the same snapshot.
   *
   * @param read by PyIceberg: a column, the snapshot, rows deleted by vectors, rows, their sum
   */
  void readsWhatPyIcebergReads(String read) {
    String[] words = read.split(" ", -1);
    int dot = words[0].lastIndexOf('.');
    assertThat(
            spark.sql(
                "SELECT count(*), sum(%s) FROM engineer.%s VERSION AS OF %s"
                    .formatted(words[0].substring(dot + 1), words[0].substring(0, dot), words[1])))
        .as(read)
        .isEqualTo(words[3] + "," + words[4]);
  }

  private void silverIs(String rows) {
    await("the step's output")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () ->
                assertThat(engineer.sql("SELECT * FROM retail.silver.returns ORDER BY ALL"))
                    .isEqualTo(rows));
  }

  @Override
  public void close() {
    spark.close();
  }
}
