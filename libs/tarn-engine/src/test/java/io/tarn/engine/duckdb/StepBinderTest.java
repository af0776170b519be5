package io.tarn.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.engine.StepShape;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.ManifestReader;
import io.tarn.model.manifest.TableManifest;
import io.tarn.tables.BronzeTable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a step's SQL may be, and what is known of it before it runs. */
class StepBinderTest {
  private static final Schema PLACES =
      new Schema(
          NestedField.optional(1, "zip", Types.StringType.get()),
          NestedField.optional(2, "county", Types.StringType.get()),
          NestedField.optional(3, "latitude", Types.DoubleType.get()));

  @TempDir Path directory;
  private DuckDbEngine engine;

  @BeforeEach
  void open() {
    engine = new DuckDbEngine(DuckDbSettings.in(directory));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private StepShape shape(String sql, String... rest) {
    String yaml =
        """
        kind: Table
        name: shop.silver.orders
        from: { o: shop.bronze.orders, z: shop.silver.places }
        parse: { o: json }
        key: [id]
        sql: |
          %s
        %s
        """
            .formatted(sql.replace("\n", "\n  "), String.join("\n", rest));
    TableManifest step = (TableManifest) new ManifestReader().manifest(yaml);
    Map<String, Schema> inputs = new HashMap<>();
    inputs.put("o", BronzeTable.SCHEMA);
    inputs.put("z", PLACES);
    return engine.shape(step, inputs);
  }

  @Test
  void lineageLeadsToFieldsOfPayloadsAndColumnsOfTables() {
    StepShape shape =
        shape(
            """
            WITH near AS (SELECT zip AS code, county || '!' AS county, latitude FROM z)
            SELECT whole(o.id) AS id, "Row ID" AS row, o.a || (SELECT max(n.latitude) FROM near n WHERE n.code = o.c) AS mixed,
              CASE WHEN n.county = 'x' THEN money(price) END AS price, 1 AS one, o.accepted_at AS at
            FROM o LEFT JOIN near n ON n.code = o.zip""");

    String payload = "shop.bronze.orders.payload.";
    assertThat(shape.lineage())
        .containsEntry("id", List.of(payload + "id"))
        .containsEntry("row", List.of(payload + "Row ID"))
        .containsEntry("mixed", List.of(payload + "a", "shop.silver.places.latitude"))
        .containsEntry("price", List.of(payload + "price", "shop.silver.places.county"))
        .containsEntry("one", List.of())
        .containsEntry("at", List.of("shop.bronze.orders.accepted_at"));
    assertThat(shape.mustRefreshFully()).isEmpty();
  }

  @Test
  void lineageGoesThroughGroupsWindowsAndUnions() {
    StepShape shape =
        shape(
            """
            SELECT z.county AS id, count(*) AS n, sum(z.latitude) FILTER (z.zip > '1') AS total,
              max(sum(z.latitude)) OVER (ORDER BY z.county) AS running
            FROM z GROUP BY z.county
            UNION ALL SELECT o.name, 1, 2, 3 FROM o""");

    assertThat(shape.lineage())
        .containsEntry(
            "id", List.of("shop.bronze.orders.payload.name", "shop.silver.places.county"))
        .containsEntry("n", List.of())
        .containsEntry("running", List.of("shop.silver.places.latitude"));
    assertThat(shape.mustRefreshFully()).isPresent();
  }

  @Test
  void typesAreExact() {
    StepShape shape =
        shape(
            """
            SELECT whole(o.id) AS id, money(o.p) AS p, sum_of AS s, instant(o.t) AS t, day(o.d) AS d, number(o.n) AS n,
              [o.x] AS list, {'k': o.x} AS struct, o.x = 'y' AS flag
            FROM o, (SELECT sum(length(zip)) AS sum_of FROM z)""");

    assertThat(shape.schema().columns())
        .extracting(column -> column.name() + " " + column.type().typeId())
        .containsExactly(
            "id LONG",
            "p DECIMAL",
            "s DECIMAL",
            "t TIMESTAMP",
            "d DATE",
            "n DOUBLE",
            "list LIST",
            "struct STRUCT",
            "flag BOOLEAN",
            "source_partition INTEGER",
            "source_offset LONG",
            "accepted_at TIMESTAMP");
    assertThat(shape.schema().findType("p")).isEqualTo(Types.DecimalType.of(18, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "now()",
        "current_date",
        "current_timestamp",
        "random()",
        "uuid()",
        "today()",
        "gen_random_uuid()",
        "age(TIMESTAMP '2020-01-01')",
        "getvariable('x')",
        "current_setting('threads')",
        "transaction_timestamp()",
        "get_current_time()"
      })
  void whatDiffersEachTimeIsRefused(String expression) {
    assertThatThrownBy(() -> shape("SELECT o.id, (%s)::VARCHAR AS x FROM o".formatted(expression)))
        .isInstanceOfSatisfying(
            TarnException.class,
            refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.UNPROCESSABLE))
        .hasMessageContaining("each time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT content AS id FROM read_text('/etc/passwd')",
        "SELECT file AS id FROM glob('/*')",
        "SELECT a AS id FROM '/tmp/x.parquet'",
        "SELECT a AS id FROM \"/tmp/x.csv\"",
        "SELECT 1 AS id FROM query('SELECT 1')",
        "SELECT 1 AS id FROM query_table('o')",
        "SELECT name AS id FROM duckdb_settings()",
        "SELECT table_name AS id FROM information_schema.tables",
        "SELECT id FROM (SELECT 1 AS id, (SELECT count(*) FROM read_csv('/etc/passwd')) AS n)",
        "WITH x AS (SELECT * FROM read_blob('/etc/shadow')) SELECT 1 AS id FROM x",
        "SELECT 1 AS id FROM o WHERE EXISTS (FROM parquet_metadata('/x'))",
        "SELECT 1 AS id FROM json_execute_serialized_sql('{}')",
        "SELECT 1 AS id FROM other_table",
        "SELECT 1 AS id FROM memory.main.o",
        "DELETE FROM o",
        "COPY o TO '/tmp/x'",
        "SET threads = 1",
        "ATTACH '/tmp/x.db'",
        "SELECT 1 AS id; SELECT 2 AS id",
        "SELECT 1 AS id) UNION ALL (SELECT 2 AS id",
        "SHOW TABLES",
        "DESCRIBE o",
        "INSTALL httpfs",
        "SELECT o.id FROM o USING SAMPLE 10%",
        "WITH o AS (SELECT 1 AS id) SELECT id FROM o",
        // A name holds where it is given; outside DuckDB would take it for a file's.
        "SELECT o.id FROM o, (SELECT * FROM (WITH \"/tmp/x.csv\" AS (SELECT 1) SELECT 2)) z, \"/tmp/x.csv\" f",
        "WITH a AS (SELECT * FROM \"/tmp/x.csv\"), \"/tmp/x.csv\" AS (SELECT 1) SELECT 1 AS id FROM a"
      })
  void whatIsNoSelectOverTheInputsIsRefused(String sql) {
    assertThatThrownBy(() -> shape(sql))
        .isInstanceOfSatisfying(
            TarnException.class,
            refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.UNPROCESSABLE));
  }

  @Test
  void namesOfAWithHoldInWhatComesAfterThem() {
    assertThat(
            shape(
                    "WITH a AS (SELECT o.id FROM o), b AS (SELECT id FROM a)"
                        + " SELECT id FROM (SELECT * FROM b) UNION ALL SELECT id FROM a")
                .schema()
                .findField("id"))
        .isNotNull();
    assertThat(
            shape(
                    "WITH RECURSIVE n AS (SELECT 1 AS id UNION ALL SELECT id + 1 FROM n WHERE id < 3)"
                        + " SELECT n.id FROM n, o")
                .schema()
                .findField("id"))
        .isNotNull();
  }

  @Test
  void whatIsNestedTooDeeplyForTheParserIsNotParsed() {
    assertThatThrownBy(() -> shape("SELECT o.id FROM o WHERE " + "(".repeat(5000)))
        .isInstanceOf(TarnException.class)
        .hasMessageContaining("in more than 200 parentheses");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT DISTINCT o.id FROM o|DISTINCT",
        "SELECT o.id FROM o LIMIT 5|LIMIT",
        "SELECT o.id, count(*) AS n FROM o GROUP BY ALL|groups",
        "SELECT o.id, row_number() OVER () AS n FROM o|aggregates",
        "SELECT max(o.id) AS id FROM o|aggregates",
        "SELECT a.id FROM o a JOIN o b ON a.id = b.id|first input",
        "SELECT o.id FROM z LEFT JOIN o ON o.zip = z.zip|first input",
        "SELECT o.id FROM o FULL JOIN z ON o.zip = z.zip|first input",
        "SELECT o.id FROM o RIGHT JOIN z ON o.zip = z.zip|first input",
        "SELECT o.id FROM o WHERE length(o.n) > (SELECT avg(length(p.n)) FROM o p)|first input",
        "SELECT id FROM (SELECT o.id FROM o)|first input",
        "SELECT o.id FROM o UNION ALL SELECT o.id FROM o|plain SELECT",
        "SELECT o.id FROM o POSITIONAL JOIN z|first input",
        "SELECT o.id FROM o QUALIFY row_number() OVER (ORDER BY o.id) = 1|ranks"
      })
  void whenRowsDependOnEachOtherEverythingIsComputedAnew(String sql, String reason) {
    assertThat(shape(sql).mustRefreshFully())
        .hasValueSatisfying(why -> assertThat(why).contains(reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT o.id FROM o",
        "SELECT x.id FROM o AS x",
        "SELECT id FROM o ORDER BY 1",
        "SELECT o.id, z.county FROM o LEFT JOIN z ON z.zip = o.zip",
        "SELECT o.id, z.county FROM z RIGHT JOIN o ON z.zip = o.zip",
        "SELECT o.id FROM o, z WHERE z.zip = o.zip",
        "SELECT o.id FROM o SEMI JOIN z ON z.zip = o.zip",
        "SELECT o.id, (SELECT max(county) FROM z WHERE z.zip = o.zip) AS c FROM o",
        "SELECT o.id, unnest(string_split(o.tags, ',')) AS tag FROM o",
        "SELECT o.id, t.tag FROM o, unnest(string_split(o.tags, ',')) AS t(tag)"
      })
  void whenEachRowStandsForItselfNewRowsSuffice(String sql) {
    assertThat(shape(sql).mustRefreshFully()).isEmpty();
  }

  @Test
  void aCheckIsOneConditionOnARow() {
    for (String check :
        List.of(
            "count(*) > 1",
            "id > (SELECT 1)",
            "now() > TIMESTAMPTZ '2020-01-01'",
            "id + 1",
            "id FROM o",
            "row_number() OVER () = 1",
            "nothing > 1",
            "id > 0, id")) {
      assertThatThrownBy(
              () ->
                  shape(
                      "SELECT whole(o.id) AS id FROM o",
                      "expect: { rule: { check: \"%s\", on violation: warn } }".formatted(check)))
          .as(check)
          .isInstanceOf(TarnException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT o.n FROM o|no column 'id'",
        "SELECT o.id, NULL AS x FROM o|Column 'x'",
        "SELECT o.id, TIME '10:00' AS x FROM o|Spark",
        "SELECT o.id, o.source_offset FROM o|by itself",
        "SELECT o.id, concat(o.Name, o.name) AS x FROM o|two ways",
        "SELECT o.id, z.nothing FROM o JOIN z ON true|nothing",
        "SELEC|syntax"
      })
  void whatCannotWorkIsSaidClearly(String sql, String message) {
    assertThatThrownBy(() -> shape(sql))
        .isInstanceOf(TarnException.class)
        .hasMessageContaining(message);
  }
}
