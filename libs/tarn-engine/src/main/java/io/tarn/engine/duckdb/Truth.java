package io.tarn.engine.duckdb;

import java.util.List;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * A condition of SQL, which is true, false or NULL, as Iceberg can say it, whose expressions are
 * true or false.
 *
 * @param holds true of the rows on which the condition is true, and of no others
 * @param fails true of the rows on which it is false, and of no others
 */
record Truth(Expression holds, Expression fails) {
  static final Truth TRUE = new Truth(Expressions.alwaysTrue(), Expressions.alwaysFalse());
  static final Truth NULL = new Truth(Expressions.alwaysFalse(), Expressions.alwaysFalse());

  Truth not() {
    return new Truth(/* holds= */ fails, /* fails= */ holds);
  }

  Truth and(Truth other) {
    return new Truth(Expressions.and(holds, other.holds), Expressions.or(fails, other.fails));
  }

  /** Of several, nested no deeper than they must be: readers of JSON bound the depth. */
  static Truth all(List<Truth> parts) {
    int half = parts.size() / 2;
    return half == 0
        ? parts.getFirst()
        : all(parts.subList(0, half)).and(all(parts.subList(half, parts.size())));
  }

  static Truth any(List<Truth> parts) {
    return all(parts.stream().map(Truth::not).toList()).not();
  }
}
