package io.tarn.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functions as SQL calls them. */
class StepFunctionsTest {
  @TempDir Path directory;

  private String answer(String sql) {
    try (DuckDb db = DuckDb.open(DuckDbSettings.in(directory))) {
      return db.texts("SELECT (%s)::VARCHAR".formatted(sql)).getFirst();
    }
  }

  @Test
  void moneyNeverGoesThroughDouble() {
    assertThat(answer("money('99999999999999.9999')")).isEqualTo("99999999999999.9999");
    assertThat(answer("typeof(money('1'))")).isEqualTo("DECIMAL(18,4)");
    assertThat(answer("money(12.5)")).isEqualTo("12.5000");
    assertThat(answer("money(NULL)")).isNull();
    assertThat(
            answer("SELECT sum(money(x)) FROM (VALUES ('0.1'), ('$0.20'), ('bad'), (NULL)) t(x)"))
        .isEqualTo("0.3000");
  }

  @Test
  void instantsAndDaysAreUtc() {
    assertThat(answer("instant('2026-11-25T01:02:03.123456+02:00')"))
        .isEqualTo("2026-11-24 23:02:03.123456+00");
    assertThat(answer("day('2026-11-25')")).isEqualTo("2026-11-25");
    assertThat(answer("day(DATE '2026-11-25')")).isEqualTo("25");
    assertThat(answer("day(TIMESTAMPTZ '2026-11-25 23:00:00-08')")).isEqualTo("26");
    assertThat(answer("instant('0001-01-01T00:00:00Z') < instant('9999-12-31T23:59:59Z')"))
        .isEqualTo("true");
    assertThat(answer("day('nonsense')")).isNull();
  }

  @Test
  void numbersComeAsBigintAndDouble() {
    assertThat(answer("whole('9007199254740993')")).isEqualTo("9007199254740993");
    assertThat(answer("typeof(number('1')) || typeof(whole('1'))")).isEqualTo("DOUBLEBIGINT");
    assertThat(answer("whole('x')")).isNull();
  }

  @Test
  void payloadsAreReadInManyRowsAtOnce() {
    assertThat(
            answer(
                """
                SELECT count(*) || ' ' || count(DISTINCT f[2]) || ' ' || count(f[1]) FROM (
                  SELECT from_json(tarn_json(p, '["id"]'), '["VARCHAR"]') AS f FROM (
                    SELECT CASE WHEN i % 1000 = 0 THEN NULL ELSE '{"id": ' || i || '}' END AS p
                    FROM range(50000) r(i)))
                """))
        .isEqualTo("50000 49950 50");
    assertThat(
            answer("from_json(tarn_csv('1,\"a\"\"b\"', '[\"x\", \"y\"]', 'y,x'), '[\"VARCHAR\"]')"))
        .isEqualTo("[NULL, 'a\"b', 1]");
  }
}
