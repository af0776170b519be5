package io.tarn.engine;

import java.util.List;

/**
 * An answer, held in memory.
 *
 * @param rows values in the order of the columns: String, Boolean, Integer, Long, BigDecimal,
 *     Double, LocalDate, OffsetDateTime, or null
 */
public record QueryResult(List<String> columns, List<List<Object>> rows) {
  public QueryResult {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
