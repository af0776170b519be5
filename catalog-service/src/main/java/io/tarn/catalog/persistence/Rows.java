package io.tarn.catalog.persistence;

import jakarta.persistence.Query;
import java.util.List;
import java.util.stream.Stream;

/** What native queries answer that select several columns. */
final class Rows {
  private Rows() {}

  /** The rows, each with a value for each column. */
  static Stream<Object[]> of(Query query) {
    return ((List<?>) query.getResultList()).stream().map(Object[].class::cast);
  }
}
