package io.tarn.engine.duckdb;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Knows which of DuckDB's functions give the same for the same input, always. */
final class StableFunctions {
  /** Of one argument it counts from today. */
  private static final String AGE = "age";

  private final Set<String> unstable;

  StableFunctions(DuckDb db) {
    unstable =
        new HashSet<>(
            db.texts(
                """
                SELECT DISTINCT lower(function_name) FROM duckdb_functions()
                WHERE stability IN ('VOLATILE', 'CONSISTENT_WITHIN_QUERY')
                """));
    unstable.add(AGE);
  }

  /**
   * Refuses what would make a replay differ from the first run.
   *
   * @param whose begins the message
   */
  void require(SelectTree tree, BoundPlan plan, String whose) {
    // What takes no column is computed when the statement is bound, and not in the plan any more.
    Stream.concat(
            tree.functions().stream().filter(name -> !name.equals(AGE)), plan.functions().stream())
        .filter(unstable::contains)
        .findFirst()
        .ifPresent(
            name -> {
              throw SelectTree.wrong(
                  "%s calls %s(), which gives something else each time.".formatted(whose, name),
                  "A step must give the same whenever it is replayed: take times from the data,"
                      + " as accepted_at.");
            });
  }

  static Set<String> aggregates(DuckDb db) {
    return Set.copyOf(
        db.texts(
            """
            SELECT DISTINCT lower(function_name) FROM duckdb_functions()
            WHERE function_type = 'aggregate'
            """));
  }
}
