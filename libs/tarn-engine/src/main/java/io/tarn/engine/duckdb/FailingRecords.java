package io.tarn.engine.duckdb;

import static io.tarn.engine.duckdb.DuckDbTypes.literal;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.List;

/**
 * Computes rows even when the SQL fails on some records, as a cast does on text it cannot read:
 * those records are found by halving and go to quarantine, so that a bad row never stops the flow.
 */
final class FailingRecords {
  /** More attempts than this and the SQL is wrong rather than the data. */
  private static final int MOST_ATTEMPTS = 2_000;

  private final DuckDb db;
  private final String alias;
  private int attempts;

  /**
   * @param alias of the records the rows are made of, one by one
   */
  FailingRecords(DuckDb db, String alias) {
    this.db = db;
    this.alias = alias;
  }

  /** Makes a table of the query's rows, and adds to {@code __bad} the records it fails on. */
  void compute(String table, String query) {
    try {
      db.execute("CREATE TEMP TABLE %s AS %s".formatted(table, query));
    } catch (TarnException failure) {
      if (failure.kind() != ErrorKind.UNPROCESSABLE) {
        throw failure;
      }
      separate(table, query);
    }
  }

  private void separate(String table, String query) {
    List<Long> places =
        db
            .texts(
                "SELECT %s FROM %s ORDER BY 1"
                    .formatted(SourceColumns.AT, InputViews.readable(alias)))
            .stream()
            .map(Long::valueOf)
            .toList();
    InputViews.restrict(db, alias, "false");
    db.execute(
        "CREATE TEMP TABLE %s AS %s".formatted(table, query)); // fails if no record is at fault
    insert("INSERT INTO %s %s".formatted(table, query), places);
    InputViews.restrict(db, alias, "true");
  }

  private void insert(String insert, List<Long> places) {
    if (places.isEmpty()) {
      return;
    }
    InputViews.restrict(
        db,
        alias,
        "%s BETWEEN %d AND %d".formatted(SourceColumns.AT, places.getFirst(), places.getLast()));
    try {
      db.execute(insert);
    } catch (TarnException failure) {
      if (failure.kind() != ErrorKind.UNPROCESSABLE || ++attempts > MOST_ATTEMPTS) {
        throw failure;
      }
      if (places.size() == 1) {
        db.execute(
            "INSERT INTO __bad VALUES (%d, %s, %s)"
                .formatted(
                    places.getFirst(),
                    literal(CandidateRows.SQL_RULE),
                    literal(failure.getMessage().lines().findFirst().orElse(""))));
        return;
      }
      insert(insert, places.subList(0, places.size() / 2));
      insert(insert, places.subList(places.size() / 2, places.size()));
    }
  }
}
