package io.tarn.gold.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownFunctionsTest {
  private final KnownFunctions functions = new KnownFunctions();

  @Test
  void everyFunctionOfThisDuckDbWasJudged() throws SQLException {
    List<String> names = engineFunctions("function_type <> 'pragma'");

    assertThat(names).hasSizeGreaterThan(800).filteredOn(name -> !functions.judged(name)).isEmpty();
  }

  @Test
  void noFunctionOfFromIsAllowedUnlessItOnlyMakesRows() throws SQLException {
    assertThat(engineFunctions("function_type IN ('table', 'table_macro')"))
        .filteredOn(functions::allowedInFrom)
        .containsExactlyInAnyOrder(
            "generate_series", "json_each", "json_tree", "range", "repeat", "repeat_row", "unnest");
  }

  @Test
  void whatChangesFromCallToCallIsRefusedUnlessItIsTimeOrChance() throws SQLException {
    assertThat(engineFunctions("has_side_effects OR stability = 'VOLATILE'"))
        .filteredOn(functions::allowedAsValue)
        .isSubsetOf("random", "uuid", "uuidv4", "uuidv7", "gen_random_uuid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "getenv",
        "GetEnv",
        "current_setting",
        "getvariable",
        "nextval",
        "error",
        "query",
        "query_table",
        "read_text",
        "glob",
        "parquet_metadata",
        "duckdb_settings",
        "pg_sleep",
        "a_function_of_tomorrow"
      })
  void aHarmfulOrUnknownFunctionIsRefusedEverywhereWithAReason(String name) {
    assertThat(functions.allowedAsValue(name)).isFalse();
    assertThat(functions.allowedInFrom(name)).isFalse();
    assertThat(functions.reason(name)).startsWith("it ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sum", "SUM", "*", "**", "||", "~~", "row_number", "icu_collate_de", "list_value"})
  void whatAnalystsNeedIsThere(String name) {
    assertThat(functions.allowedAsValue(name)).isTrue();
  }

  private static List<String> engineFunctions(String condition) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT DISTINCT function_name FROM duckdb_functions() WHERE ("
                    + condition
                    + ")"
                    // IS DISTINCT FROM is no call and has a class of its own in the tree.
                    + " AND function_name NOT LIKE '% %'")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
