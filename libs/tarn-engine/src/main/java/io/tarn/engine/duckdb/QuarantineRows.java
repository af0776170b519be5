package io.tarn.engine.duckdb;

import static io.tarn.engine.duckdb.DuckDbTypes.literal;
import static io.tarn.engine.duckdb.DuckDbTypes.quoted;
import static java.util.stream.Collectors.joining;

import io.tarn.model.manifest.TableManifest.OnViolation;
import io.tarn.model.manifest.TableManifest.Unique;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Puts together what enters the quarantine table ({@code __quarantined}) and the places of what
 * leaves it ({@code __released}). Only rows that were not unique can leave: what else is wrong with
 * a record stays wrong until the rule changes.
 */
final class QuarantineRows {
  /** Relation over the quarantine table as it was. */
  static final String BEFORE = "__quarantine";

  /** Relation of records that were in the table and are not unique any more. */
  static final String FETCHED = "__fetched";

  private static final String RECORD =
      "payload, source_partition, source_offset, origin, accepted_at";

  private final DuckDb db;
  private final BoundStep step;

  QuarantineRows(DuckDb db, BoundStep step) {
    this.db = db;
    this.step = step;
  }

  /** Names of rules whose quarantined rows are candidates again in every run, as SQL literals. */
  static String returningRules(BoundStep step) {
    return step.step().expectations().entrySet().stream()
        .filter(
            rule ->
                rule.getValue().rule() instanceof Unique
                    && rule.getValue().onViolation() == OnViolation.quarantine)
        .map(rule -> literal(rule.getKey()))
        .collect(joining(", "));
  }

  /** A SELECT of the records whose rows are candidates again. */
  static String returning(BoundStep step) {
    return """
        (SELECT %s, %s | %d AS %s FROM %s WHERE rule IN (%s)
        QUALIFY row_number() OVER (PARTITION BY source_partition, source_offset, origin) = 1)
        """
        .formatted(
            RECORD,
            SourceColumns.AT,
            InputViews.RETURNED,
            SourceColumns.AT,
            BEFORE,
            returningRules(step));
  }

  /** Computes them. */
  void compute(Presence present) {
    createPayloads();
    List<String> parts = new ArrayList<>();
    parts.add(
        "SELECT %s, rule, reason FROM __bad JOIN __payloads USING (%s)"
            .formatted(RECORD, SourceColumns.AT));
    unparsedLookups(parts);
    if (present.twins()) {
      parts.add(
          "SELECT %s, rule, reason FROM (SELECT %s, rule, reason FROM __twins) JOIN __payloads USING (%s)"
              .formatted(RECORD, SourceColumns.AT, SourceColumns.AT));
    }
    if (present.fetched()) {
      parts.add(
          """
          SELECT f.payload, f.source_partition, f.source_offset, f.origin, f.accepted_at, rule, reason
          FROM __twins t JOIN %s f USING (source_partition, source_offset, accepted_at)
          WHERE t.__pos IS NOT NULL
          """
              .formatted(FETCHED));
    }
    db.execute("CREATE TEMP TABLE __quarantined AS " + String.join(" UNION ALL ", parts));
    db.execute("CREATE TEMP TABLE __released (%s BIGINT)".formatted(SourceColumns.AT));
    if (present.before()) {
      leaveUnchanged();
    }
  }

  /**
   * Which relations there are.
   *
   * @param twins {@code __twins}
   * @param before {@link #BEFORE}
   * @param fetched {@link #FETCHED}
   */
  record Presence(boolean twins, boolean before, boolean fetched) {}

  /** The records of the driving input, or what stands for them, as text. */
  private void createPayloads() {
    String payloads =
        step.sourced()
            ? "coalesce(payload, to_base64(payload_bytes)) AS payload, source_partition,"
                + " source_offset, origin, accepted_at FROM "
                + InputViews.source(step.driver())
            : "to_json({%s})::VARCHAR AS payload, NULL::INTEGER AS source_partition, NULL::BIGINT AS"
                    .formatted(
                        step.columns().stream()
                            .map(NestedField::name)
                            .map(name -> "%s: %s".formatted(literal(name), quoted(name)))
                            .collect(joining(", ")))
                + " source_offset, NULL::VARCHAR AS origin, NULL::TIMESTAMPTZ AS accepted_at FROM __rows";
    db.execute(
        "CREATE TEMP VIEW __payloads AS SELECT %s, %s".formatted(SourceColumns.AT, payloads));
  }

  private void unparsedLookups(List<String> parts) {
    for (String alias : step.parsed().keySet()) {
      if (!step.sourced() || !alias.equals(step.driver())) {
        parts.add(
            """
            SELECT coalesce(payload, to_base64(payload_bytes)), s.source_partition, s.source_offset,
              origin, s.accepted_at, %s, p.__fields[1]
            FROM (SELECT __fields, %s FROM %s WHERE __fields[1] IS NOT NULL) p JOIN %s s USING (%s)
            """
                .formatted(
                    literal(CandidateRows.PARSE_RULE),
                    SourceColumns.AT,
                    InputViews.parsed(alias),
                    InputViews.source(alias),
                    SourceColumns.AT));
      }
    }
  }

  /** What is there already, in the very same words, neither enters nor leaves. */
  private void leaveUnchanged() {
    String same =
        List.of("source_partition", "source_offset", "accepted_at", "rule", "reason").stream()
            .map(column -> "b.%1$s IS NOT DISTINCT FROM q.%1$s".formatted(column))
            .collect(joining(" AND "));
    db.execute(
        """
        CREATE TEMP TABLE __before AS SELECT * FROM %s WHERE rule IN (%s)
        """
            .formatted(BEFORE, returningRules(step)));
    db.execute(
        "INSERT INTO __released SELECT %s FROM __before b WHERE NOT EXISTS (SELECT 1 FROM __quarantined q WHERE %s)"
            .formatted(SourceColumns.AT, same));
    db.execute(
        "DELETE FROM __quarantined q WHERE EXISTS (SELECT 1 FROM __before b WHERE %s)"
            .formatted(same));
  }
}
