package io.tarn.catalog.domain.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.catalog.domain.lineage.Column;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether SQL names a column, also where it is no output of it. */
class SqlWordsTest {
  @ParameterizedTest(name = "{0} names a.b.orders.{1}: {2}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "SELECT sales FROM o, sales, true",
        "SELECT o.sales FROM o, sales, true",
        "SELECT 1 FROM o WHERE Sales > 0, sales, true",
        "SELECT \"sales\" FROM o, sales, true",
        "SELECT sum(sales)::int FROM o, sales, true",
        "SELECT total_sales FROM o, sales, false",
        "SELECT sales2 FROM o, sales, false",
        "SELECT o.customer FROM o, payload.customer, true",
        "SELECT o.payload FROM o, payload.customer, false"
      })
  void columns(String sql, String column, boolean named) {
    assertThat(new SqlWords(sql).name(Column.parse("a.b.orders." + column))).isEqualTo(named);
  }

  @ParameterizedTest(name = "{0} names the table: {1}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "SELECT 1 FROM a.b.orders, true",
        "SELECT 1 FROM \"a\".\"b\".\"orders\" AS o, true",
        "SELECT 1 FROM a.b.orders_old, false",
        "SELECT 1 FROM x.a.b.orders, false"
      })
  void tables(String sql, boolean named) {
    assertThat(new SqlWords(sql).name(Column.parse("a.b.orders.c").table())).isEqualTo(named);
  }
}
