package io.tarn.engine.duckdb;

import static io.tarn.engine.duckdb.DuckDbTypes.literal;
import static io.tarn.engine.duckdb.DuckDbTypes.quoted;
import static java.util.stream.Collectors.joining;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.TableManifest.Keep;
import io.tarn.model.manifest.TableManifest.Keep.Which;
import io.tarn.model.manifest.TableManifest.OnViolation;
import io.tarn.model.manifest.TableManifest.Unique;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Decides which rows a keyed table holds: one per key, and of rows that must be unique the one with
 * the smallest key.
 *
 * <p>A full refresh decides over all rows. An incremental one decides over the new rows, those that
 * were quarantined as not unique, and the table's rows whose key or unique columns meet them: no
 * other row can be concerned. Both go through the same statements.
 *
 * <p>Leaves {@code __added}, rows that enter the table; {@code __removed}, places of rows that
 * leave it; {@code __twins}, all rows met that are not unique and belong in quarantine.
 */
final class KeyedRows {
  private final DuckDb db;
  private final BoundStep step;
  private final boolean incremental;
  private final Map<String, Unique> uniques = new LinkedHashMap<>();
  private long duplicates;

  KeyedRows(DuckDb db, BoundStep step, boolean incremental) {
    this.db = db;
    this.step = step;
    this.incremental = incremental;
    step.step()
        .expectations()
        .forEach(
            (name, expectation) -> {
              if (expectation.rule() instanceof Unique unique) {
                uniques.put(name, unique);
              }
            });
  }

  /**
   * Computes them.
   *
   * @return name of each rule of unique rows to the rows that newly broke it
   */
  Map<String, Long> compute() {
    db.execute(
        "CREATE TEMP TABLE __new AS SELECT * FROM __good"
            + " QUALIFY row_number() OVER (PARTITION BY %s ORDER BY %s) = 1"
                .formatted(key(""), order() + everyColumn()));
    if (!incremental && uniques.isEmpty()) {
      duplicates = db.number("SELECT (SELECT count(*) FROM __good) - (SELECT count(*) FROM __new)");
      db.execute("CREATE TEMP VIEW __added AS SELECT * FROM __new");
      return Map.of();
    }
    poolWinners();
    String fresh = new CandidateRows(db, step).fresh();
    duplicates =
        db.number(
            """
            SELECT (SELECT count(*) FROM __good WHERE %1$s)
              - (SELECT count(*) FROM __pool WHERE __pos IS NULL AND %1$s)
            """
                .formatted(fresh));
    db.execute(
        "CREATE TEMP TABLE __twins AS SELECT *, ''::VARCHAR AS rule, ''::VARCHAR AS reason"
            + " FROM __pool LIMIT 0");
    Map<String, Long> violations = new LinkedHashMap<>();
    if (!uniques.isEmpty()) {
      poolNeighbours();
      uniques.forEach((name, unique) -> violations.put(name, apply(name, unique)));
    }
    db.execute(
        """
        CREATE TEMP TABLE __added AS
        SELECT * FROM __new n WHERE EXISTS (SELECT 1 FROM __pool p WHERE %s AND p.__pos IS NULL)
        """
            .formatted(sameKey("n", "p")));
    db.execute(
        "CREATE TEMP TABLE __removed AS SELECT __pos FROM __old EXCEPT SELECT __pos FROM __pool"
            + " WHERE __pos IS NOT NULL");
    return violations;
  }

  /** Whether a rule of unique rows quarantines, so that there is {@code __twins}. */
  boolean findsTwins() {
    return !uniques.isEmpty();
  }

  /** Fresh rows left out for another with their key. */
  long duplicates() {
    return duplicates;
  }

  /** {@code __old}: rows of the table that are concerned; {@code __pool}: the best row per key. */
  private void poolWinners() {
    String needed = needed("");
    if (!incremental) {
      db.execute(
          "CREATE TEMP TABLE __pool AS SELECT %s, NULL::BIGINT AS __pos, %s FROM __new"
              .formatted(needed, SourceColumns.AT));
      db.execute(
          "CREATE TEMP TABLE __old AS SELECT %s, __pos FROM __pool LIMIT 0".formatted(needed));
      return;
    }
    db.execute(
        """
        CREATE TEMP TABLE __old AS SELECT %s, %s AS __pos FROM __target t
        WHERE EXISTS (SELECT 1 FROM __new n WHERE %s)
        """
            .formatted(needed("t."), SourceColumns.AT, sameKey("n", "t")));
    db.execute(
        """
        CREATE TEMP TABLE __pool AS SELECT * FROM (
          SELECT %1$s, NULL::BIGINT AS __pos, %2$s FROM __new
          UNION ALL SELECT %1$s, __pos, NULL FROM __old)
        QUALIFY row_number() OVER (PARTITION BY %3$s ORDER BY %4$s, __pos NULLS LAST) = 1
        """
            .formatted(
                needed,
                SourceColumns.AT,
                key(""),
                order() + (step.sourced() ? "" : everyColumn())));
  }

  /** Rows of the table that may be unique no longer, or be the ones others are compared with. */
  private void poolNeighbours() {
    if (!incremental) {
      return;
    }
    String met = "true";
    if (uniques.size() == 1) {
      List<String> columns = uniques.values().iterator().next().columns();
      met =
          "EXISTS (SELECT 1 FROM (SELECT %1$s FROM __pool UNION SELECT %1$s FROM __old) g WHERE %2$s)"
              .formatted(list(columns, ""), same(columns, "g", "t"));
    }
    db.execute(
        """
        CREATE TEMP TABLE __neighbours AS SELECT %s, %s AS __pos FROM __target t
        WHERE NOT EXISTS (SELECT 1 FROM __new n WHERE %s) AND %s
        """
            .formatted(needed("t."), SourceColumns.AT, sameKey("n", "t"), met));
    db.execute("INSERT INTO __old BY NAME SELECT * FROM __neighbours");
    db.execute("INSERT INTO __pool BY NAME SELECT * FROM __neighbours");
  }

  private long apply(String name, Unique unique) {
    OnViolation action = step.step().expectations().get(name).onViolation();
    String columns = list(unique.columns(), "");
    db.execute(
        """
        CREATE OR REPLACE TEMP TABLE __broken AS
        SELECT *, %1$s AS rule, %2$s AS reason FROM __pool p
        WHERE EXISTS (
          SELECT 1 FROM (SELECT %3$s FROM __pool GROUP BY ALL HAVING count(*) > 1) g WHERE %4$s)
        WINDOW w AS (PARTITION BY %3$s ORDER BY %5$s)
        QUALIFY row_number() OVER w > 1
        """
            .formatted(
                literal(name),
                reason(unique.columns()),
                columns,
                same(unique.columns(), "g", "p"),
                key("")));
    long fresh =
        db.number(
            "SELECT count(*) FROM __broken WHERE __pos IS NOT NULL OR "
                + new CandidateRows(db, step).fresh());
    switch (action) {
      case warn -> {}
      case fail -> {
        if (fresh > 0) {
          throw new TarnException(
              ErrorKind.UNPROCESSABLE,
              "%d rows break '%s': %s; nothing was committed."
                  .formatted(
                      fresh,
                      name,
                      db.texts("SELECT reason FROM __broken ORDER BY reason").getFirst()),
              "Mend the data or the rule, or let the rule quarantine.");
        }
      }
      case drop, quarantine -> {
        db.execute(
            "DELETE FROM __pool p WHERE EXISTS (SELECT 1 FROM __broken b WHERE %s)"
                .formatted(sameKey("b", "p")));
        if (action == OnViolation.quarantine) {
          db.execute("INSERT INTO __twins BY NAME SELECT * FROM __broken");
        }
      }
    }
    return fresh;
  }

  private String reason(List<String> columns) {
    String own = keyText(column -> quoted(column) + "::VARCHAR");
    String first = keyText(column -> "(first_value(%s) OVER w)::VARCHAR".formatted(quoted(column)));
    return "concat(%s, ' agrees with ', %s, %s)"
        .formatted(own, first, literal(" in " + String.join(", ", columns)));
  }

  private String keyText(java.util.function.UnaryOperator<String> value) {
    return step.step().key().stream()
        .map(column -> literal(column + " ") + ", " + value.apply(column))
        .collect(joining(", ', ', "));
  }

  /** The order in which the first row of a key stays: total, whatever came in which batch. */
  private String order() {
    Keep keep = step.step().keep().orElse(null);
    String direction = keep != null && keep.which() == Which.last ? " DESC" : "";
    List<String> columns = new ArrayList<>();
    if (keep != null) {
      columns.add(keep.by());
    }
    if (step.sourced()) {
      columns.addAll(SourceColumns.NAMES);
    }
    return columns.isEmpty()
        ? "true"
        : columns.stream()
            .map(column -> quoted(column) + direction + " NULLS LAST")
            .collect(joining(", "));
  }

  /** Decides between rows that one record made. */
  private String everyColumn() {
    return step.columns().stream()
        .filter(column -> column.type().typeId() != TypeID.MAP)
        .map(column -> ", " + quoted(column.name()) + " NULLS LAST")
        .collect(joining());
  }

  /** What has to be known of a row of the table to decide; few columns of a sourced one. */
  private String needed(String prefix) {
    Set<String> columns = new LinkedHashSet<>(step.step().key());
    if (step.sourced()) {
      step.step().keep().ifPresent(keep -> columns.add(keep.by()));
      uniques.values().forEach(unique -> columns.addAll(unique.columns()));
      columns.addAll(SourceColumns.NAMES);
    } else {
      step.columns().stream().map(NestedField::name).forEach(columns::add);
    }
    return list(columns, prefix);
  }

  private String key(String prefix) {
    return list(step.step().key(), prefix);
  }

  /** In a table without quarantine a key may have NULLs, as a group may. */
  private String sameKey(String left, String right) {
    return matching(step.step().key(), left, "IS NOT DISTINCT FROM", right);
  }

  /** Rows with a NULL in them are never the same, as in SQL's UNIQUE. */
  private static String same(List<String> columns, String left, String right) {
    return matching(columns, left, "=", right);
  }

  private static String matching(List<String> columns, String left, String operator, String right) {
    return columns.stream()
        .map(DuckDbTypes::quoted)
        .map(column -> "%s.%s %s %s.%s".formatted(left, column, operator, right, column))
        .collect(joining(" AND "));
  }

  private static String list(Iterable<String> columns, String prefix) {
    return Stream.of(columns)
        .flatMap(all -> java.util.stream.StreamSupport.stream(all.spliterator(), false))
        .map(column -> prefix + quoted(column))
        .collect(joining(", "));
  }
}
