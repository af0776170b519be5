package io.tarn.engine.duckdb;

import static io.tarn.engine.duckdb.DuckDbTypes.literal;
import static io.tarn.engine.duckdb.DuckDbTypes.quoted;
import static java.util.stream.Collectors.joining;

import io.tarn.engine.duckdb.BoundStep.BoundCheck;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.TableManifest.OnViolation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Runs the step's SQL and its checks on single rows.
 *
 * <p>Leaves three relations: {@code __rows}, all output rows; {@code __bad}, places of rows that go
 * to quarantine with rule and reason; {@code __good}, the rows that may enter the table.
 */
final class CandidateRows {
  /** The rule of rows whose key has a NULL. */
  static final String KEY_RULE = "key";

  /** The rule of records on which the SQL itself fails. */
  static final String SQL_RULE = "sql";

  /** The rule of payloads that could not be parsed. */
  static final String PARSE_RULE = "parse";

  private final DuckDb db;
  private final BoundStep step;

  CandidateRows(DuckDb db, BoundStep step) {
    this.db = db;
    this.step = step;
  }

  /**
   * Computes them.
   *
   * @return name of each rule to the rows that broke it
   * @throws TarnException UNPROCESSABLE when a rule says that the run fails
   */
  Map<String, Long> compute() {
    db.execute(
        "CREATE TEMP TABLE __bad (%s BIGINT, rule VARCHAR, reason VARCHAR)"
            .formatted(SourceColumns.AT));
    if (step.sourced()) {
      new FailingRecords(db, step.driver()).compute("__computed", computed());
    } else {
      db.execute("CREATE TEMP TABLE __computed AS " + computed());
    }
    db.execute(
        "CREATE TEMP VIEW __rows AS SELECT *%s FROM __computed"
            .formatted(step.sourced() ? "" : ", rowid AS " + SourceColumns.AT));
    Map<String, Long> violations = violations();
    markUnparsed();
    markBroken();
    String withoutBad =
        anyBad()
            ? " AND %s NOT IN (SELECT %s FROM __bad)".formatted(SourceColumns.AT, SourceColumns.AT)
            : "";
    db.execute(
        "CREATE TEMP VIEW __good AS SELECT * FROM __rows WHERE " + notDropped() + withoutBad);
    return violations;
  }

  /** Whether a record goes to quarantine for itself. */
  boolean anyBad() {
    return db.number("SELECT count(*) FROM __bad") > 0;
  }

  private String computed() {
    List<String> columns = new ArrayList<>();
    for (NestedField column : step.columns()) {
      columns.add(
          "%s::%s AS %s"
              .formatted(
                  quoted(column.name()), DuckDbTypes.sql(column.type()), quoted(column.name())));
    }
    if (step.sourced()) {
      columns.add(SourceColumns.AT);
      for (int i = 0; i < SourceColumns.NAMES.size(); i++) {
        columns.add(
            "%s AS %s".formatted(SourceColumns.CARRIED.get(i + 1), quoted(sourceColumn(i))));
      }
    }
    String flags =
        IntStream.range(0, step.checks().size())
            .mapToObj(i -> ", %s AS __broken%d".formatted(step.checks().get(i).broken(), i))
            .collect(joining());
    return "SELECT *%s FROM (SELECT %s FROM (%s))"
        .formatted(flags, String.join(", ", columns), step.sql());
  }

  /** An unkeyed table may have columns of these names of its own. */
  private String sourceColumn(int i) {
    return step.keyed() ? SourceColumns.NAMES.get(i) : SourceColumns.CARRIED.get(i + 1);
  }

  private Map<String, Long> violations() {
    Map<String, Long> violations = new LinkedHashMap<>();
    if (step.checks().isEmpty()) {
      return violations;
    }
    String counts =
        IntStream.range(0, step.checks().size())
            .mapToObj(i -> "count(*) FILTER (__broken%d)".formatted(i))
            .collect(joining(", "));
    db.query(
        "SELECT %s FROM __rows WHERE %s".formatted(counts, fresh()),
        rows -> {
          rows.next();
          for (int i = 0; i < step.checks().size(); i++) {
            violations.put(step.checks().get(i).name(), rows.getLong(i + 1));
          }
          return null;
        });
    for (int i = 0; i < step.checks().size(); i++) {
      BoundCheck check = step.checks().get(i);
      if (check.onViolation() == OnViolation.fail && violations.get(check.name()) > 0) {
        throw failed(check, i, violations.get(check.name()));
      }
    }
    return violations;
  }

  private TarnException failed(BoundCheck check, int number, long rows) {
    String example =
        db.texts("SELECT %s FROM __rows WHERE __broken%d LIMIT 1".formatted(reason(check), number))
            .getFirst();
    return new TarnException(
        ErrorKind.UNPROCESSABLE,
        "%d rows break '%s', as one with %s; nothing was committed."
            .formatted(rows, check.name(), example),
        "Mend the data or the rule, or let the rule quarantine.");
  }

  private void markUnparsed() {
    if (step.sourced() && step.parsed().containsKey(step.driver())) {
      db.execute(
          "INSERT INTO __bad SELECT %s, %s, __fields[1] FROM %s WHERE __fields[1] IS NOT NULL"
              .formatted(SourceColumns.AT, literal(PARSE_RULE), InputViews.parsed(step.driver())));
    }
  }

  /** Of several rules that a record breaks, the first counts. */
  private void markBroken() {
    List<String> conditions = new ArrayList<>();
    List<String> rules = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (int i = 0; i < step.checks().size(); i++) {
      BoundCheck check = step.checks().get(i);
      if (check.onViolation() == OnViolation.quarantine) {
        conditions.add("__broken" + i);
        rules.add(check.name());
        reasons.add(reason(check));
      }
    }
    for (String key : step.step().quarantines() ? step.step().key() : List.<String>of()) {
      conditions.add(quoted(key) + " IS NULL");
      rules.add(KEY_RULE);
      reasons.add(literal(key + " is null"));
    }
    if (conditions.isEmpty()) {
      return;
    }
    db.execute(
        """
        INSERT INTO __bad SELECT %1$s, rule, reason FROM (
          SELECT %1$s, CASE %2$s END AS number, CASE %3$s END AS rule, CASE %4$s END AS reason
          FROM __rows WHERE %5$s)
        QUALIFY row_number() OVER (PARTITION BY %1$s ORDER BY number, reason) = 1
        """
            .formatted(
                SourceColumns.AT,
                cases(conditions, i -> Integer.toString(i)),
                cases(conditions, i -> literal(rules.get(i))),
                cases(conditions, reasons::get),
                String.join(" OR ", conditions)));
  }

  private static String cases(
      List<String> conditions, java.util.function.IntFunction<String> value) {
    return IntStream.range(0, conditions.size())
        .mapToObj(i -> "WHEN %s THEN %s".formatted(conditions.get(i), value.apply(i)))
        .collect(joining(" "));
  }

  /** The values of the columns that the rule names. */
  private static String reason(BoundCheck check) {
    return check.columns().isEmpty()
        ? literal("the rule names no column")
        : check.columns().stream()
            .map(
                column ->
                    "coalesce(%s || %s::VARCHAR, %s)"
                        .formatted(
                            literal(column + " = "), quoted(column), literal(column + " is null")))
            .collect(joining(" || ', ' || "));
  }

  private String notDropped() {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < step.checks().size(); i++) {
      if (step.checks().get(i).onViolation() == OnViolation.drop) {
        kept.add("NOT __broken" + i);
      }
    }
    return kept.isEmpty() ? "true" : String.join(" AND ", kept);
  }

  /** Rows that a run before did not see. */
  String fresh() {
    return step.sourced() ? "%s < %d".formatted(SourceColumns.AT, InputViews.RETURNED) : "true";
  }
}
