package io.tarn.gold.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private static Connection duckdb;

  private final Gate gate = new Gate(new KnownFunctions());

  @BeforeAll
  static void open() throws SQLException {
    duckdb = DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterAll
  static void close() throws SQLException {
    duckdb.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT 1 | ",
        "SELECT 1; | ",
        "SELECT 1 -- so it is | ",
        "VALUES (1), (2) | ",
        "SELECT * FROM retail.gold.daily_sales | retail.gold.daily_sales",
        "FROM retail.gold.daily_sales | retail.gold.daily_sales",
        "TABLE retail.gold.daily_sales | retail.gold.daily_sales",
        "select * from Retail.GOLD.Daily_Sales | retail.gold.daily_sales",
        "select * from Retail.GOLD.\"Daily_Sales\" | retail.gold.Daily_Sales",
        "SELECT 'é' FROM \"Retail\" . /* \"x\".y */ \"Gold\".Daily, a.\"B\".c | Retail.Gold.daily a.B.c",
        "SELECT * FROM gold.\"Daily_Sales\" | retail.gold.Daily_Sales",
        "SELECT * FROM \"retail\".\"gold\".daily_sales AS d | retail.gold.daily_sales",
        "SELECT * FROM retail . gold /* here */ . daily_sales | retail.gold.daily_sales",
        "SELECT * FROM gold.daily_sales | retail.gold.daily_sales",
        "SELECT 1 FROM a.b.c UNION ALL SELECT 2 FROM a.b.d EXCEPT FROM a.b.e | a.b.c a.b.d a.b.e",
        "WITH d AS (FROM a.b.c) SELECT * FROM d JOIN d AS e USING (x) | a.b.c",
        "WITH daily_sales AS (FROM a.b.daily_sales) FROM daily_sales | a.b.daily_sales",
        "WITH a AS (SELECT 1), b AS (FROM a) FROM b | ",
        "WITH a AS (SELECT 1) SELECT (WITH b AS (FROM A) SELECT count(*) FROM b) | ",
        "WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r WHERE i < 9) FROM r | ",
        "SELECT (SELECT max(x) FROM a.b.c) | a.b.c",
        "SELECT * FROM a.b.c WHERE x IN (SELECT y FROM a.b.d) ORDER BY (SELECT z FROM a.b.e) | a.b.c a.b.d a.b.e",
        "SELECT * FROM a.b.c, LATERAL (SELECT * FROM a.b.d WHERE d.x = c.x) | a.b.c a.b.d",
        "SELECT unnest([1, 2]), * FROM range(10) r(i), generate_series(1, 2), unnest(['a']) | ",
        "FROM (PIVOT a.b.c ON y IN (1, 2) USING sum(z)) | a.b.c",
        "UNPIVOT a.b.c ON x, y INTO NAME n VALUE v | a.b.c",
        "SELECT x, row_number() OVER w, lag(y) OVER (ORDER BY y) FROM a.b.c WINDOW w AS (PARTITION BY x) | a.b.c",
        "SELECT DISTINCT ON (x) x FROM a.b.c QUALIFY rank() OVER (ORDER BY y) = 1 LIMIT 10% | a.b.c",
        "SELECT x::DECIMAL(18, 4), {'k': [1]}.k[1], CASE WHEN x THEN 1.5 ELSE 1e3 END FROM a.b.c GROUP BY ALL | a.b.c",
        "SELECT list_transform([1], lambda y: y + 1), [y * 2 FOR y IN [1, 2] IF y > 1] | ",
        "SELECT * EXCLUDE (x) REPLACE (upper(y) AS y), COLUMNS('z.*') FROM a.b.c TABLESAMPLE 10% | a.b.c",
        "SELECT date_trunc('week', t), extract(year FROM t), now(), x LIKE 'a%', a ->> '$.b' FROM a.b.c | a.b.c",
      })
  void oneSelectOverTablesOfTheCatalogPasses(String sql, String tables) throws Exception {
    Statement statement = inspect(sql);

    assertThat(statement.tables().stream().map(TableName::toString))
        .containsExactlyInAnyOrder(tables == null ? new String[0] : tables.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // not a SELECT, or more than one
        "",
        "-- nothing",
        "INSERT INTO a.b.c VALUES (1)",
        "UPDATE a.b.c SET x = 1",
        "DELETE FROM a.b.c",
        "CREATE TABLE t AS SELECT 1",
        "DROP TABLE a.b.c",
        "COPY (SELECT 1) TO '/tmp/x'",
        "COPY a.b.c FROM '/etc/passwd'",
        "ATTACH '/tmp/x.db'",
        "DETACH a",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET threads = 1",
        "RESET threads",
        "SET VARIABLE x = 1",
        "PRAGMA table_info('a')",
        "PRAGMA version",
        "CALL duckdb_settings()",
        "EXPLAIN SELECT 1",
        "EXPLAIN ANALYZE SELECT 1",
        "EXECUTE p",
        "PREPARE p AS SELECT 1",
        "EXPORT DATABASE '/tmp/x'",
        "USE a",
        "CHECKPOINT",
        "VACUUM",
        "BEGIN",
        "SHOW TABLES",
        "DESCRIBE a.b.c",
        "SUMMARIZE a.b.c",
        "SELECT * FROM (SUMMARIZE a.b.c)",
        "SELECT * FROM (DESCRIBE a.b.c)",
        "SELECT * FROM (SHOW TABLES)",
        "SELECT * FROM (SHOW ALL TABLES)",
        "PIVOT a.b.c ON y USING sum(z)",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE a.b.c",
        "SELECT 1; -- \nATTACH '/tmp/x'",
        "SELECT 1 /* */ ; /* */ SELECT 2",
        "WITH x AS (INSERT INTO a.b.c VALUES (1) RETURNING *) FROM x",
        "WITH x AS (DELETE FROM a.b.c RETURNING *) SELECT 1",
        "WITH x AS (UPDATE a.b.c SET y = 1 RETURNING *) SELECT 1",
        "SELECT $1",
        "SELECT ?",
        "SELECT $name",
        // files as tables
        "FROM '/etc/passwd'",
        "FROM '/cache/x.parquet'",
        "FROM \"/cache/x.parquet\"",
        "FROM 'x.csv' AS f",
        "SELECT * FROM a.b.\"../x.parquet\"",
        "SELECT * FROM 's3://lakehouse/x.parquet'",
        "SELECT * FROM 'https://example.org/x.parquet'",
        "SELECT (SELECT count(*) FROM '/x.parquet')",
        "WITH x AS (FROM '/x.parquet') FROM x",
        // functions that read or run
        "FROM query('SELECT 1')",
        "FROM query_table('a')",
        "FROM query_table(['a', 'b'])",
        "FROM QUERY('SELECT 1')",
        "FROM \"query\"('SELECT 1')",
        "FROM main.query('SELECT 1')",
        "FROM system.main.query('SELECT 1')",
        "FROM /* a */ query /* b */ ('SELECT 1')",
        "FROM read_parquet('/x.parquet')",
        "FROM ReAd_PaRqUeT('/x.parquet')",
        "FROM parquet_scan('/x.parquet')",
        "FROM read_csv('/etc/passwd')",
        "FROM read_text('/etc/passwd')",
        "FROM read_blob('/etc/passwd')",
        "FROM read_json('/x.json')",
        "FROM read_duckdb('/x.db')",
        "FROM glob('/**')",
        "FROM parquet_metadata('/x.parquet')",
        "FROM parquet_schema('/x.parquet')",
        "FROM sniff_csv('/etc/passwd')",
        "FROM json_execute_serialized_sql('{}')",
        "FROM histogram('a.b.c', x)",
        "FROM histogram_values('a.b.c', x)",
        "FROM summary((FROM a.b.c))",
        "FROM seq_scan('a')",
        "SELECT * FROM a.b.c, LATERAL read_text(c.path)",
        "SELECT * FROM a.b.c, LATERAL (FROM read_text('/x'))",
        "SELECT (FROM read_text('/etc/passwd'))",
        "SELECT EXISTS (FROM glob('/etc/*'))",
        "SELECT * FROM a.b.c WHERE x IN (SELECT content FROM read_text('/x'))",
        "SELECT * FROM a.b.c JOIN read_parquet('/x') USING (y)",
        "SELECT * FROM a.b.c ORDER BY (FROM read_text('/x'))",
        "SELECT * FROM a.b.c LIMIT (SELECT 1 FROM read_text('/x'))",
        "SELECT * FROM a.b.c GROUP BY ALL HAVING (SELECT true FROM read_text('/x'))",
        "SELECT * FROM a.b.c QUALIFY (SELECT true FROM read_text('/x'))",
        "WITH x AS MATERIALIZED (FROM read_text('/x')) SELECT 1",
        "WITH RECURSIVE r AS (SELECT 1 UNION ALL FROM read_text('/x')) FROM r",
        "SELECT 1 UNION SELECT content FROM read_text('/x')",
        "VALUES ((SELECT content FROM read_text('/x')))",
        "SELECT [y FOR y IN (SELECT list(content) FROM read_text('/x'))]",
        "SELECT list_transform([1], lambda y: (SELECT content FROM read_text('/x')))",
        "SELECT * REPLACE ((SELECT content FROM read_text('/x')) AS y) FROM a.b.c",
        "SELECT sum(x) FILTER (WHERE (SELECT true FROM read_text('/x'))) FROM a.b.c",
        "SELECT sum(x) OVER (ORDER BY (SELECT content FROM read_text('/x'))) FROM a.b.c",
        "FROM (PIVOT a.b.c ON y IN (1) USING any_value(getenv('PATH')))",
        "FROM (PIVOT (FROM read_text('/x')) ON y IN (1) USING sum(z))",
        // the engine's own tables, settings and state
        "FROM duckdb_settings()",
        "FROM duckdb_tables()",
        "FROM duckdb_views",
        "FROM sqlite_master",
        "FROM pragma_table_info('a')",
        "FROM pragma_version()",
        "FROM duckdb_secrets()",
        "FROM test_all_types()",
        "FROM information_schema",
        "SELECT getenv('PATH')",
        "SELECT GetEnv('PATH')",
        "SELECT \"getenv\"('PATH')",
        "SELECT system.main.getenv('PATH')",
        "SELECT 'PATH'.getenv()",
        "SELECT x.getenv() FROM a.b.c",
        "SELECT * REPLACE (getenv('x') AS y) FROM a.b.c",
        "SELECT current_setting('temp_directory')",
        "SELECT getvariable('x')",
        "SELECT nextval('s')",
        "SELECT current_query()",
        "SELECT pg_get_viewdef(1)",
        "SELECT error(x) FROM a.b.c",
        "SELECT CASE WHEN x = 'a' THEN error('yes') END FROM a.b.c",
        "SELECT list_transform([1], lambda y: error(y::VARCHAR))",
        "SELECT sum(error(x)) OVER () FROM a.b.c",
        "SELECT pg_sleep(100)",
        "SELECT write_log('x')",
        "SELECT setseed(0.5)",
        "SELECT json_serialize_plan('SELECT 1')",
        "SELECT sum(x) EXPORT_STATE FROM a.b.c",
        "SELECT finalize('x'::BLOB)",
        "SELECT __internal_decompress_string(1)",
        // names that only look like others
        "FROM daily_sales",
        "FROM retail.gold.daily_sales.more",
        "FROM \"retail.gold.daily_sales\"",
        "FROM \"\".gold.daily_sales",
        "FROM retail.\"\".daily_sales",
        "WITH duckdb_views AS (FROM duckdb_views) FROM duckdb_views",
        "WITH RECURSIVE sqlite_master AS (FROM sqlite_master UNION ALL FROM sqlite_master) FROM sqlite_master",
        "WITH b AS (FROM a), a AS (SELECT 1) FROM b",
        "SELECT (WITH a AS (SELECT 1) FROM a) FROM a",
        "WITH \"duc\u212Adb_views\" AS (SELECT 1) FROM duckdb_views",
        "FROM a.b.c AT (VERSION => 1)",
      })
  void anythingElseIsRefused(String sql) {
    assertThatThrownBy(() -> inspect(sql))
        .isInstanceOfSatisfying(
            TarnException.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID);
              assertThat(refusal.hint()).isPresent();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM system.audit.events | SELECT * FROM \"system catalog\".audit.events",
        "SELECT 'é' FROM \"system\".audit.events e, a.b.c | SELECT 'é' FROM \"system catalog\".audit.events e, a.b.c",
        "FROM System . audit.events, temp.x.y | FROM \"system catalog\" . audit.events, \"temp catalog\".x.y",
      })
  void catalogsThatDuckDbKeepsForItselfHaveAnotherNameInside(String sql, String replaced)
      throws Exception {
    assertThat(inspect(sql).sql()).isEqualTo(replaced);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM a.b.c, a.b.\"C\"",
        "SELECT * FROM a.b.c, a.\"B\".d",
        "SELECT * FROM a.b.c, \"A\".b.d",
      })
  void namesThatDuckDbCannotTellApartAreNotAskedTogether(String sql) {
    assertThatThrownBy(() -> inspect(sql)).hasMessageContaining("cannot be told apart");
  }

  @Test
  void theRefusalNamesWhatWhereAndWhy() {
    assertThatThrownBy(() -> inspect("SELECT 'é',\n  getenv('PATH')"))
        .hasMessage(
            "The function getenv cannot be called here: it reads settings, sessions or the"
                + " environment (line 2, column 3).");
    assertThatThrownBy(() -> inspect("SELECT * FROM '/x.parquet'"))
        .hasMessage(
            "'/x.parquet' is neither a table of the catalog nor a name given in WITH (line 1,"
                + " column 15).");
    assertThatThrownBy(() -> inspect("SELEC 1"))
        .hasMessage("syntax error at or near \"SELEC\" (line 1, column 1).");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT a, count(*) FROM x.y.z GROUP BY b ORDER BY c | a b c",
        "SELECT z.a.b FROM x.y.z | z a b",
        "SELECT a.upper() FROM x.y.z | a upper",
        "SELECT 1 FROM x.y.z JOIN x.y.w USING (k) WHERE w.v > 1 | k w v",
        "SELECT max(a) FILTER (WHERE b) OVER (PARTITION BY c ORDER BY d) FROM x.y.z | a b c d",
      })
  void onlyTheColumnsItNamesAreRead(String sql, String names) throws Exception {
    ColumnsRead columns = inspect(sql).columns();

    assertThat(columns.all()).isFalse();
    assertThat(Arrays.asList(names.split(" "))).allMatch(columns::reads);
    assertThat(columns.reads("customer_name")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM x.y.z",
        "SELECT z.* FROM x.y.z",
        "SELECT z FROM x.y.z",
        "SELECT t FROM x.y.z AS t",
        "SELECT to_json(t) FROM x.y.z AS t",
        "SELECT #1 FROM x.y.z",
        "SELECT COLUMNS('a') FROM x.y.z",
        "SELECT a FROM x.y.z AS t(a, b)",
        "SELECT a FROM x.y.z NATURAL JOIN x.y.w",
        "SELECT a FROM (UNPIVOT x.y.z ON a, b INTO NAME n VALUE v)",
      })
  void allColumnsAreReadWhereItCannotBeKnown(String sql) throws Exception {
    assertThat(inspect(sql).columns().all()).isTrue();
  }

  private Statement inspect(String sql) throws SQLException, IOException {
    return gate.inspect(sql, tree(sql), namespace -> "retail");
  }

  private static JsonNode tree(String sql) throws SQLException, IOException {
    try (PreparedStatement statement = duckdb.prepareStatement("SELECT json_serialize_sql(?)")) {
      statement.setString(1, sql);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return new ObjectMapper().readTree(result.getString(1));
      }
    }
  }
}
