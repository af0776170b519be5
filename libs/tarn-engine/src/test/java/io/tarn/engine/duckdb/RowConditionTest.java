package io.tarn.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.expressions.Binder;
import org.apache.iceberg.expressions.Evaluator;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Literal;
import org.apache.iceberg.expressions.Or;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row filters in Iceberg's words: a reader of them shows the rows that DuckDB shows. */
class RowConditionTest {
  private static final Schema SCHEMA =
      new Schema(
          NestedField.optional(1, "region", Types.StringType.get()),
          NestedField.optional(2, "Pieces", Types.IntegerType.get()),
          NestedField.optional(3, "sales", Types.DecimalType.of(9, 2)),
          NestedField.optional(4, "placed", Types.DateType.get()),
          NestedField.optional(5, "seen", Types.TimestampType.withZone()),
          NestedField.optional(6, "active", Types.BooleanType.get()),
          NestedField.optional(7, "weight", Types.DoubleType.get()),
          NestedField.optional(
              8,
              "address",
              Types.StructType.of(NestedField.optional(9, "city", Types.StringType.get()))));

  /** Values of the first six columns; the others have none. */
  private static final List<List<String>> VALUES =
      List.of(
          List.of("West", "Westend", "w%", "", "Zoë \uD83D\uDE00", "it's"),
          List.of("-1", "0", "5", "2147483647"),
          List.of("-0.01", "5.00", "5.25", "9999999.99"),
          List.of("1969-12-31", "2026-01-31", "2026-02-01"),
          List.of("2026-01-31T00:00:00+00:00", "2026-01-31T10:30:00.000001+00:00"),
          List.of("true", "false"));

  private static final List<String> COMPARED = List.of("=", "<>", "<", "<=", ">", ">=");

  private static DuckDb db;

  @BeforeAll
  static void open(@TempDir Path scratch) {
    db = DuckDb.open(DuckDbSettings.in(scratch));
  }

  @AfterAll
  static void close() {
    db.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "region = 'West' | ref(name=\"region\") == \"West\"",
        "'West' = REGION | ref(name=\"region\") == \"West\"",
        "5 > pieces | (not_null(ref(name=\"Pieces\")) and ref(name=\"Pieces\") < 5)",
        "pieces <> 5 | (not_null(ref(name=\"Pieces\")) and ref(name=\"Pieces\") != 5)",
        "NOT pieces = 5 | (not_null(ref(name=\"Pieces\")) and ref(name=\"Pieces\") != 5)",
        "NOT (pieces > 5 OR active) | "
            + "((not_null(ref(name=\"Pieces\")) and ref(name=\"Pieces\") <= 5)"
            + " and (not_null(ref(name=\"active\")) and ref(name=\"active\") != true))",
        "region IN ('a', NULL) | ref(name=\"region\") in (\"a\")",
        "region NOT IN ('a', NULL) | false",
        "region IN (NULL) | false",
        "NOT (region = NULL) | false",
        "region LIKE 'Ws%' OR true | true",
        "region LIKE 'a\\%' | ref(name=\"region\") startsWith \"\"a\\\"\"",
        "'analyst' = 'board' | false",
        "'analyst' = 'board' OR NOT false | true",
        "region IS NULL AND 1 = 1 | is_null(ref(name=\"region\"))",
        "NULL | false",
        "NOT NULL | false",
        "sales > 5 | ref(name=\"sales\") > 5.00",
      })
  void whatSqlAndIcebergBothKnowIsTranslated(String filter, String expected) {
    assertThat(rows(filter, SCHEMA)).hasToString(expected);
  }

  /** Each row that DuckDB shows and no other, however the conditions are combined. */
  @Test
  void aReaderShowsTheRowsThatDuckDbShows() {
    Random random = new Random(20260131);
    List<List<String>> rows =
        IntStream.range(0, 60)
            .mapToObj(
                row ->
                    VALUES.stream()
                        .map(values -> random.nextInt(4) == 0 ? null : any(random, values))
                        .toList())
            .toList();
    List<String> conditions =
        IntStream.range(0, 300).mapToObj(each -> condition(random, 3)).toList();

    db.execute(table(rows));

    assertThat(conditions)
        .allSatisfy(
            condition -> {
              Evaluator reader = new Evaluator(SCHEMA.asStruct(), rows(condition, SCHEMA), true);
              assertThat(rows.stream().map(row -> Boolean.toString(reader.eval(Row.of(row)))))
                  .containsExactlyElementsOf(
                      db.texts("SELECT coalesce((" + condition + "), false) FROM t ORDER BY nr"));
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // what Iceberg has no words for
        "upper(region) = 'WEST'",
        "region ILIKE 'w%'",
        "region LIKE '%st'",
        "region LIKE 'W_s%'",
        "region LIKE '%'",
        "region LIKE 'W$%%' ESCAPE '$'",
        "region COLLATE NOCASE = 'west'",
        "region = region",
        "pieces + 1 = 2",
        "pieces IS DISTINCT FROM 5",
        "(region = 'West') IS NULL",
        "CASE WHEN active THEN true END",
        "TRY_CAST('2026-01-31' AS DATE) = placed",
        "address.city = 'Bonn'",
        "t.region = 'West'",
        "placed < current_date",
        "placed < today()",
        "random() < 0.5",
        // values the column's type does not have
        "pieces = 1.5",
        "pieces < 3000000000",
        "pieces = '5'",
        "pieces = 1e0",
        "pieces = true",
        "region = 5",
        "region = DATE '2026-01-31'",
        "sales = 5.255",
        "sales < 123456789.00",
        "pieces = 5.00000000000000000000000000000000000000000",
        "weight > 0.5",
        "weight IN (1)",
        "placed = '2026-1-31'",
        "placed = '2026-02-30'",
        "placed = '2026-01-31 10:00:00'",
        "placed LIKE '2026-01-31%'",
        "seen > '2026-01-31 10:00:00.0000001'",
        "seen > 'infinity'",
        "seen > '+10000-01-01 00:00:00'",
        "placed > '-0044-03-15'",
        "placed > ''",
        "active = 'true'",
        "region",
        "5",
        "'1' = 1",
        "2 > 1",
        "active IN (true, 'x')",
        // what is no condition over the row
        "EXISTS (SELECT 1)",
        "region IN (SELECT 'West')",
        "region = (SELECT 'West')",
        "region = ANY (['West'])",
        "count(*) > 0",
        "row_number() OVER () = 1",
        "true) FROM t WHERE (true",
        "true) USING SAMPLE reservoir(1 ROWS",
        "true), (true",
        "true) UNION SELECT (true",
        "true) LIMIT (1",
        "true; SELECT true",
        "true AND region = ?",
        "true /*",
        "region = 'West' OR",
        "",
        // names that only look like the column's
        "missing = 'x'",
        "\"region \" = 'West'",
        "regıon = 'West'",
        "\"pieceſ\" = 5",
        "\u202Eregion = 'West'",
        "rowid = 1",
        "\"West\" = region",
      })
  void anythingElseIsRefused(String filter) {
    assertThatThrownBy(() -> rows(filter, SCHEMA))
        .isInstanceOfSatisfying(
            TarnException.class,
            error -> assertThat(error.kind()).isEqualTo(ErrorKind.UNPROCESSABLE));
    assertThatThrownBy(() -> rows("true OR (" + filter + "\n)", SCHEMA))
        .isInstanceOf(TarnException.class);
  }

  @Test
  void aCommentIsNoCondition() {
    assertThat(rows("region = 'a' -- OR true", SCHEMA))
        .hasToString("ref(name=\"region\") == \"a\"");
    assertThat(rows("region = 'a' /* OR true */", SCHEMA))
        .hasToString("ref(name=\"region\") == \"a\"");
  }

  @Test
  void ofTwoColumnsThatDifferByCaseNoneIsMeant() {
    Schema twice =
        new Schema(
            NestedField.optional(1, "region", Types.StringType.get()),
            NestedField.optional(2, "Region", Types.StringType.get()));

    assertThatThrownBy(() -> rows("region = 'West'", twice)).isInstanceOf(TarnException.class);
  }

  /** A long list of alternatives is a flat tree, not a deep one. */
  @Test
  void manyAlternativesStayReadable() {
    String filter =
        String.join(" OR ", IntStream.range(0, 3000).mapToObj(i -> "pieces = " + i).toList());

    Expression expression = rows(filter, SCHEMA);

    assertThat(depth(expression)).isLessThan(15);
    assertThat(Binder.bind(SCHEMA.asStruct(), expression, true)).isNotNull();
  }

  private static Expression rows(String filter, Schema schema) {
    return new RowCondition(schema).read(PolicyParser.expression(db, filter).selected()).holds();
  }

  private static int depth(Expression expression) {
    return expression instanceof Or or ? 1 + Math.max(depth(or.left()), depth(or.right())) : 1;
  }

  private static String condition(Random random, int depth) {
    if (depth > 0 && random.nextInt(3) > 0) {
      String left = "(" + condition(random, depth - 1) + ")";
      return switch (random.nextInt(3)) {
        case 0 -> "NOT " + left;
        case 1 -> left + " AND (" + condition(random, depth - 1) + ")";
        default -> left + " OR (" + condition(random, depth - 1) + ")";
      };
    }
    int column = random.nextInt(VALUES.size());
    String name = SCHEMA.columns().get(column).name();
    return switch (random.nextInt(8)) {
      case 0 -> name + " IS NULL";
      case 1 -> name + " IS NOT NULL";
      case 2 -> name + " IN (" + literal(random, column) + ", " + literal(random, column) + ")";
      case 3 -> name + " NOT IN (" + literal(random, column) + ", " + literal(random, column) + ")";
      case 4 -> name + " BETWEEN " + literal(random, column) + " AND " + literal(random, column);
      case 5 -> "region " + (random.nextBoolean() ? "NOT " : "") + "LIKE 'West%'";
      case 6 -> random.nextBoolean() ? "active" : "NULL";
      default -> name + " " + any(random, COMPARED) + " " + literal(random, column);
    };
  }

  private static String literal(Random random, int column) {
    return random.nextInt(8) == 0 ? "NULL" : sql(column, any(random, VALUES.get(column)));
  }

  private static String any(Random random, List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static String sql(int column, String value) {
    Type type = SCHEMA.columns().get(column).type();
    return type.typeId() == Type.TypeID.STRING || value.contains(":") || value.matches("....-..-..")
        ? DuckDbTypes.literal(value)
        : value;
  }

  private static String table(List<List<String>> rows) {
    List<String> tuples = new ArrayList<>();
    for (List<String> row : rows) {
      tuples.add(
          "(%d, %s)"
              .formatted(
                  tuples.size(),
                  String.join(
                      ", ",
                      IntStream.range(0, row.size())
                          .mapToObj(
                              column ->
                                  "CAST(%s AS %s)"
                                      .formatted(
                                          row.get(column) == null
                                              ? "NULL"
                                              : sql(column, row.get(column)),
                                          DuckDbTypes.sql(SCHEMA.columns().get(column).type())))
                          .toList())));
    }
    return "CREATE TABLE t AS SELECT * FROM (VALUES "
        + String.join(", ", tuples)
        + ") r(nr, region, pieces, sales, placed, seen, active)";
  }

  /** A row in Iceberg's own values. */
  private record Row(List<Object> values) implements StructLike {
    static Row of(List<String> written) {
      List<Object> values = new ArrayList<>();
      for (int column = 0; column < written.size(); column++) {
        String value = written.get(column);
        Type type = SCHEMA.columns().get(column).type();
        values.add(
            value == null
                ? null
                : switch (type.typeId()) {
                  case INTEGER -> Integer.valueOf(value);
                  case BOOLEAN -> Boolean.valueOf(value);
                  case DECIMAL -> new BigDecimal(value);
                  default -> Literal.of(value).to(type).value();
                });
      }
      return new Row(values);
    }

    @Override
    public int size() {
      return values.size();
    }

    @Override
    public <T> T get(int position, Class<T> type) {
      return type.cast(values.get(position));
    }

    @Override
    public <T> void set(int position, T value) {
      throw new UnsupportedOperationException("a row is read");
    }
  }
}
