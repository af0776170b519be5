package io.tarn.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.PolicySql;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters and masks that ask who reads. */
class PolicyParserTest {
  @TempDir Path scratch;

  private PolicyParser parser;

  @BeforeEach
  void open() {
    parser = new PolicyParser(DuckDbSettings.in(scratch));
  }

  @AfterEach
  void close() {
    parser.close();
  }

  @Test
  void theUserIsATextAndMembershipIsTrueOrFalse() {
    PolicySql filter =
        parser.parse("region = current_user() OR Is_Member('west''s') AND NOT is_member('east')");

    assertThat(filter.readBy("west", "west's"::equals))
        .isEqualTo("((region = 'west') OR (true AND (NOT false)))");
    assertThat(filter.readBy("o'brien", "east"::equals))
        .isEqualTo("((region = 'o''brien') OR (false AND (NOT true)))");
  }

  @Test
  void sqlThatDoesNotAskStaysAsItWasWritten() {
    String mask = "left(value, 1) || '***' -- an initial";

    assertThat(parser.parse(mask)).isEqualTo(PolicySql.of(mask));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'current_user()'",
        "'it''s current_user()'",
        "$$current_user() is_member('x')$$",
        "$tag$' || current_user() || '$tag$",
        "E'\\' || current_user() || \\''",
        "'a' /* current_user() /* is_member('x') */ */",
        "'a' -- current_user()",
      })
  void whatStandsInATextOrACommentIsNoQuestion(String expression) throws SQLException {
    String hostile = "' || 'gone";

    String sql = parser.parse(expression).readBy(hostile, group -> true);

    assertThat(value(sql)).isEqualTo(value(expression)).doesNotContain("gone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; DROP TABLE t; --",
        "O'Brien",
        "back\\slash\\'",
        "''",
        "'' OR true --",
        "$$",
        "/* */ -- \n",
        "Zoë ☃ \uD83D\uDE00 \u2019 ’",
        "%s {0} \\0 $1",
      })
  void anyNameIsComparedAsItIs(String name) throws SQLException {
    String sql = parser.parse("current_user() || '|' || current_user()").readBy(name, g -> false);

    assertThat(value(sql)).isEqualTo(name + "|" + name);
    assertThat(value(parser.parse("current_user() = 'x'").readBy(name, g -> false)))
        .isEqualTo("false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "is_member(region)",
        "is_member()",
        "is_member('a', 'b')",
        "is_member(1)",
        "is_member('a' || 'b')",
        "is_member(NULL)",
        "is_member(current_user())",
        "is_member('a') OVER ()",
        "is_member('a') FILTER (true)",
        "current_user('a')",
        "region = CURRENT_USER",
        "is_member('a'",
        "true) FROM t WHERE (is_member('a')",
        "true; SELECT is_member('a')",
        "current_user()) UNION SELECT ('a'",
      })
  void whatCannotBeAnsweredIsRefused(String sql) {
    assertThatThrownBy(() -> parser.parse(sql))
        .isInstanceOfSatisfying(
            TarnException.class,
            error -> assertThat(error.kind()).isEqualTo(ErrorKind.UNPROCESSABLE));
  }

  @Test
  void theRowsOfAFilterAreThoseOfTheTableAtHand() {
    Schema orders = new Schema(NestedField.optional(1, "region", Types.StringType.get()));
    Schema stores = new Schema(NestedField.optional(7, "REGION", Types.StringType.get()));

    assertThat(parser.rows("region = 'West'", orders))
        .hasToString("ref(name=\"region\") == \"West\"");
    assertThat(parser.rows("region = 'West'", stores))
        .hasToString("ref(name=\"REGION\") == \"West\"");
    assertThatThrownBy(() -> parser.rows("upper(region) = 'WEST'", orders))
        .hasMessageContaining("upper");
  }

  private static String value(String expression) throws SQLException {
    try (DuckDBConnection connection = DuckDb.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT (" + expression + "\n)")) {
      result.next();
      return result.getString(1);
    }
  }
}
