package io.tarn.engine;

import java.time.Duration;
import java.util.Map;

/**
 * A SELECT of the service itself: it is trusted, and bounded only in time and memory.
 *
 * @param relations name in the SQL to what it stands for
 */
public record Query(String sql, Map<String, Relation> relations, Duration timeout) {
  public Query {
    relations = Map.copyOf(relations);
  }
}
