package io.tarn.engine;

import java.util.Map;

/**
 * Rows of a run.
 *
 * @param read alias to rows read of it
 * @param duplicate output rows left out because another row with their key was kept
 * @param violations name of each expectation to the rows that broke it
 */
public record StepCounts(
    Map<String, Long> read,
    long written,
    long removed,
    long quarantined,
    long duplicate,
    Map<String, Long> violations) {
  public StepCounts {
    read = Map.copyOf(read);
    violations = Map.copyOf(violations);
  }
}
