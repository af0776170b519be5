package io.tarn.gold.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tarn.gold.sql.Gate;
import io.tarn.gold.sql.KnownFunctions;
import io.tarn.gold.worker.Reply.Column;
import io.tarn.gold.worker.Task.Output;
import io.tarn.gold.worker.Task.Run;
import io.tarn.gold.worker.Task.View;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real worker processes. What the gate would refuse is given to them directly, on purpose. */
class WorkerPoolTest {
  private static final long MEGABYTE = 1024L * 1024;

  @TempDir static Path folder;
  private static WorkerPool pool;
  private static Path sales;

  private Path answer;

  @BeforeAll
  static void start() throws SQLException {
    sales = folder.resolve("sales.parquet");
    execute(
        "COPY (SELECT i AS id, 'customer ' || i AS customer, (i * 1.5)::DECIMAL(18,4) AS sales"
            + " FROM range(20000) r(i)) TO '"
            + sales
            + "'");
    execute("COPY (SELECT 'secret' AS word) TO '" + folder.resolve("secret.parquet") + "'");
    WorkerLimits limits =
        new WorkerLimits(
            128 * MEGABYTE,
            400 * MEGABYTE,
            64 * MEGABYTE,
            64 * MEGABYTE,
            2,
            Duration.ofSeconds(60));
    pool =
        WorkerPool.start(
            new PoolSettings(folder.resolve("pool"), 1, 1, Duration.ofSeconds(60), limits));
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @BeforeEach
  void freshAnswer() throws IOException {
    answer = Files.createTempDirectory(folder, "answer").resolve("answer");
  }

  @Test
  void rowsComeAsJsonWithTheirTypes() throws IOException {
    Reply reply =
        run(
            """
            SELECT 1 AS i, 9007199254740993 AS l, 1.50::DECIMAL(18,4) AS d, 'é"' AS t, NULL AS n,
                   true AS b, 0.5::DOUBLE AS f, 'nan'::DOUBLE AS x, DATE '2026-11-25' AS day,
                   TIMESTAMP '2026-11-25 01:02:03.5' AS at,
                   TIMESTAMPTZ '2026-11-25 01:02:03+01' AS instant, TIME '01:02:03' AS clock,
                   [1, 2] AS list, {'a': 1, 'b': [DATE '2026-01-01']} AS struct, MAP {'k': 1} AS m,
                   '\\xAA\\xAB'::BLOB AS bytes, 170141183460469231731687303715884105727 AS huge,
                   'a'::ENUM('a', 'b') AS e, '3f2504e0-4f89-11d3-9a0c-0305e82c3301'::UUID AS u,
                   INTERVAL 3 DAY AS span
            """,
            Format.json);

    assertThat(Files.readString(answer))
        .isEqualTo(
            "[[1,\"9007199254740993\",\"1.5000\",\"é\\\"\",null,true,0.5,\"NaN\",\"2026-11-25\","
                + "\"2026-11-25T01:02:03.5\",\"2026-11-25T00:02:03Z\",\"01:02:03\",[1,2],"
                + "{\"a\":1,\"b\":[\"2026-01-01\"]},{\"k\":1},\"qqs=\","
                + "\"170141183460469231731687303715884105727\",\"a\","
                + "\"3f2504e0-4f89-11d3-9a0c-0305e82c3301\",\"3 days\"]]");
    assertThat(reply.columns())
        .contains(
            new Column("d", "DECIMAL(18,4)"),
            new Column("instant", "TIMESTAMP WITH TIME ZONE"),
            new Column("list", "INTEGER[]"));
  }

  @Test
  void tablesAreSeenByTheirNamesInTheCatalog() throws IOException {
    run("SELECT count(*), sum(sales) FROM retail.gold.daily_sales", Format.json);
    assertThat(Files.readString(answer)).isEqualTo("[[20000,\"299985000.0000\"]]");

    run("FROM Gold.\"DAILY_SALES\" ORDER BY id DESC LIMIT 1", Format.json);
    assertThat(Files.readString(answer)).isEqualTo("[[19999,\"customer 19999\",\"29998.5000\"]]");
  }

  @Test
  void moreRowsThanAskedForAreCutOffAndItSaysSo() throws IOException {
    Reply cut = run("FROM retail.gold.daily_sales", Format.json, 3);
    Reply whole = run("SELECT * FROM retail.gold.daily_sales LIMIT 3", Format.json, 3);

    assertThat(cut.rows()).isEqualTo(3);
    assertThat(cut.truncated()).isTrue();
    assertThat(whole.truncated()).isFalse();
  }

  @Test
  void rowsComeAsCsv() throws IOException {
    run("SELECT 'a,\"b\"' AS \"x,y\", NULL AS n, '' AS e, 1.50::DECIMAL(9,2) AS d", Format.csv);

    assertThat(Files.readString(answer))
        .isEqualTo("\"x,y\",n,e,d\r\n\"a,\"\"b\"\"\",,\"\",1.50\r\n");
  }

  @Test
  void rowsComeAsParquetInTheOrderAskedFor() throws SQLException {
    Reply reply =
        run(
            "SELECT id, 'it''s' AS t FROM retail.gold.daily_sales ORDER BY id DESC",
            Format.parquet,
            5000);

    assertThat(reply.rows()).isEqualTo(5000);
    assertThat(reply.truncated()).isTrue();
    assertThat(
            value(
                "SELECT count(*) || ' ' || first(id) || ' ' || min(id) || ' ' || min(t) FROM"
                    + " read_parquet('"
                    + answer
                    + "')"))
        .isEqualTo("5000 19999 15000 it's");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT nosuch FROM retail.gold.daily_sales",
        "SELECT 'x'::INT",
        "SELECT sum(customer) FROM retail.gold.daily_sales",
        "SELECT * FROM retail.gold.nosuch",
        "SELECT 1 +",
        "SELECT 'é', nosuch",
      })
  void aWrongStatementIsToldWhereAndNothingOfTheFiles(String sql) {
    for (Format format : Format.values()) {
      TarnException wrong = failure(sql, format);

      assertThat(wrong.kind()).isEqualTo(ErrorKind.INVALID);
      assertThat(wrong.getMessage())
          .contains("line 1, column ")
          .doesNotContain(folder.toString())
          .doesNotContain("parquet");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM read_text('/etc/passwd')",
        "FROM read_blob('/proc/self/environ')",
        "FROM glob('/etc/*')",
        "FROM '%s/secret.parquet'",
        "FROM read_parquet('%s/*.parquet')",
        "FROM read_parquet('%s/sales.parquet/../secret.parquet')",
        "COPY (SELECT 1) TO '%s/made.csv'",
        "COPY (SELECT 1) TO '%s/sales.parquet'",
        "ATTACH '%s/made.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET allowed_directories = ['/']",
        "RESET memory_limit",
        "PRAGMA enable_profiling",
        "EXPORT DATABASE '%s/made'",
        "SELECT getenv('PATH')",
        "FROM query('FROM read_text(''/etc/passwd'')')",
        "SELECT 1 FROM read_parquet('https://example.org/x.parquet')",
      })
  void evenPastTheGateNothingElseCanBeReached(String sql) {
    TarnException refused = failure(sql.formatted(folder), Format.json);

    assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID);
    assertThat(folder).isDirectoryNotContaining("glob:**made*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT repeat('x', 2000000000)",
        "SELECT repeat('x', 100000000) FROM range(100)",
        "SELECT list(repeat('x', 1000)) FROM range(10000000)",
        "SELECT string_agg(repeat('x', 100000), '') FROM range(100000)",
        "SELECT count(*) FROM range(1000000000000) a, range(1000000000000) b",
        "WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r) SELECT max(i) FROM r",
        "WITH RECURSIVE r AS (SELECT 'x' AS t UNION ALL SELECT t || t FROM r) SELECT count(*) FROM r",
        "SELECT * FROM range(1000000000) ORDER BY random()",
        "SELECT * FROM range(100000000), (SELECT repeat('y', 1000))",
      })
  void aStatementThatWantsTooMuchIsStoppedAndTheNextOneRuns(String sql) throws IOException {
    for (Format format : List.of(Format.json, Format.parquet)) {
      TarnException stopped = failure(sql, format);

      assertThat(stopped.kind())
          .as("%s: %s", stopped.getMessage(), stopped.getCause())
          .isEqualTo(ErrorKind.UNPROCESSABLE);
    }

    run("SELECT 1", Format.json);
    assertThat(Files.readString(answer)).isEqualTo("[[1]]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "SELECT (", "CASE WHEN ", "NOT ", "x -> ", "- "})
  void aTextThatTheParserCannotDigestHarmsNobody(String part) {
    String sql = "SELECT " + part.repeat(90_000 / part.length());
    Gate gate = new Gate(new KnownFunctions());

    assertThatThrownBy(
            () -> {
              try (Lease lease = pool.take()) {
                gate.inspect(sql, lease.parse(sql, () -> false), namespace -> "retail");
              }
            })
        .isInstanceOfSatisfying(
            TarnException.class,
            refused -> assertThat(refused.kind()).isIn(ErrorKind.INVALID, ErrorKind.UNPROCESSABLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE retail.gold.mine AS SELECT 1",
        "CREATE OR REPLACE VIEW retail.gold.daily_sales AS SELECT 1",
        "SET VARIABLE x = 1",
        "SELECT 1; SELECT 2",
        "SELECT 1) TO 'x'; SELECT (1",
        "SELECT '1''); DROP VIEW retail.gold.daily_sales; --",
      })
  void evenPastTheGateOnlyOneSelectRuns(String sql) {
    assertThat(failure(sql, Format.json).kind()).isEqualTo(ErrorKind.INVALID);
    assertThat(failure(sql, Format.parquet).kind()).isEqualTo(ErrorKind.INVALID);
  }

  @Test
  void aWorkerHoldsNoSecretOfItsParent() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/environ")));

    try (Lease lease = pool.take();
        Stream<ProcessHandle> children = ProcessHandle.current().children()) {
      assertThat(lease).isNotNull();
      ProcessHandle worker =
          children
              .filter(child -> child.info().command().orElse("").contains("java"))
              .findFirst()
              .orElseThrow();
      assertThat(Files.readString(Path.of("/proc/" + worker.pid() + "/environ")))
          .doesNotContain("TARN")
          .doesNotContain("HOME=");
    }
  }

  @Test
  void aCancelledStatementEndsAtOnce() {
    AtomicBoolean cancelled = new AtomicBoolean(true);
    long before = System.nanoTime();

    try (Lease lease = pool.take()) {
      assertThatThrownBy(
              () ->
                  lease.run(
                      "SELECT count(*) FROM range(1000000000000)",
                      task(Format.json, 10, 30_000),
                      cancelled::get))
          .hasMessageContaining("cancelled");
    }

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void moreThanTheQueueHoldsAreRefused() throws InterruptedException {
    try (Lease busy = pool.take()) {
      Thread first = Thread.ofVirtual().start(() -> pool.take().close());
      Thread second = Thread.ofVirtual().start(() -> pool.take().close());
      Awaitility.await().until(() -> pool.waiting() == 2);

      assertThatThrownBy(() -> pool.take())
          .isInstanceOfSatisfying(
              TarnException.class,
              refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.LIMITED));
      assertThat(busy).isNotNull();
      first.interrupt();
      second.interrupt();
      first.join();
      second.join();
    }
  }

  private Reply run(String sql, Format format) {
    return run(sql, format, 100);
  }

  private Reply run(String sql, Format format, long maxRows) {
    try (Lease lease = pool.take()) {
      return lease.run(sql, task(format, maxRows, 2_000), () -> false);
    }
  }

  private TarnException failure(String sql, Format format) {
    return catchThrowableOfType(TarnException.class, () -> run(sql, format, 1_000_000_000));
  }

  private Run task(Format format, long maxRows, long timeoutMillis) {
    return new Run(
        "retail",
        List.of(
            new View(
                "retail", "gold", "daily_sales", "SELECT * FROM read_parquet('" + sales + "')")),
        List.of(sales.toString()),
        new Output(answer.toString(), format, maxRows, 16 * MEGABYTE),
        timeoutMillis);
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String value(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
