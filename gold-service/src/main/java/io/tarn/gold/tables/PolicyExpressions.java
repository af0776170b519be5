package io.tarn.gold.tables;

/** Judges the SQL of filters and masks before the service, which may read all, runs it. */
@FunctionalInterface
public interface PolicyExpressions {
  /** Whether it is one expression over its row and nothing else. */
  boolean isExpression(String sql);
}
