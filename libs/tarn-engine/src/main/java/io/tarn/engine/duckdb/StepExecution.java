package io.tarn.engine.duckdb;

import io.tarn.engine.StepCounts;
import io.tarn.engine.StepPlan;
import io.tarn.engine.StepResult;
import io.tarn.engine.StepTarget;
import io.tarn.engine.duckdb.BoundStep.Parsing;
import io.tarn.model.manifest.SourceManifest.Format;
import io.tarn.tables.StagedFiles;
import io.tarn.tables.TableChange.Deletions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/** One run of a step in one database, from views over its inputs to staged files. */
final class StepExecution {
  private static final Set<String> NOT_QUARANTINED =
      Set.of("headers", "content_type", "payload_bytes");

  /** View of the table's rows as they were. */
  private static final String TARGET = "__target";

  private final BoundStep step;
  private final StepPlan plan;
  private final LocalFiles local;
  private final BronzeRecords bronze;
  private final Path staging;

  StepExecution(
      BoundStep step, StepPlan plan, LocalFiles local, BronzeRecords bronze, Path staging) {
    this.step = step;
    this.plan = plan;
    this.local = local;
    this.bronze = bronze;
    this.staging = staging;
  }

  StepResult run(DuckDb db) {
    TableViews tables = new TableViews(db, local);
    boolean returning = incremental() && !QuarantineRows.returningRules(step).isEmpty();
    if (returning) {
      StepTarget.Quarantine before = plan.target().quarantine().orElseThrow();
      tables.create(QuarantineRows.BEFORE, before.table().schema(), before.files());
      if (losesInQuarantine() && returned(db) > 0) {
        return new StepResult.NeedsFullRefresh("a quarantined row lacks what the SQL reads of it");
      }
    }
    if (incremental() && step.keyed()) {
      tables.create(TARGET, plan.target().table().schema(), plan.target().files());
    }
    InputViews inputs = new InputViews(db, tables, step);
    plan.inputs()
        .forEach(
            (alias, input) ->
                inputs.create(
                    alias,
                    input,
                    returning && alias.equals(plan.driver())
                        ? QuarantineRows.returning(step)
                        : ""));
    db.locked(local.paths(), staging);
    return decide(db, returning);
  }

  private StepResult decide(DuckDb db, boolean returning) {
    CandidateRows candidates = new CandidateRows(db, step);
    Map<String, Long> violations = new LinkedHashMap<>(candidates.compute());
    long duplicates = 0;
    boolean twins = false;
    boolean fetched = false;
    if (step.keyed()) {
      KeyedRows keyed = new KeyedRows(db, step, incremental());
      violations.putAll(keyed.compute());
      duplicates = keyed.duplicates();
      twins = keyed.findsTwins();
      fetched = returning && db.number("SELECT count(*) FROM __twins WHERE __pos IS NOT NULL") > 0;
      if (fetched && !bronze.fetch(db, plan.inputs().get(plan.driver()), staging)) {
        return new StepResult.NeedsFullRefresh("the record of a row could not be told apart");
      }
    }
    boolean bad = candidates.anyBad();
    boolean quarantining =
        bad
            || twins
            || (returning && returned(db) > 0)
            || step.parsed().size() > 1
            || !step.sourced();
    if (quarantining && step.step().quarantines()) {
      new QuarantineRows(db, step).compute(new QuarantineRows.Presence(twins, returning, fetched));
    }
    if (bad) {
      countBad(db, violations);
    }
    return stage(db, violations, duplicates, quarantining && step.step().quarantines());
  }

  /** Those that break no declared rule. */
  private static void countBad(DuckDb db, Map<String, Long> violations) {
    db.query(
        "SELECT rule, count(*) FROM __bad WHERE rule IN ('parse', 'sql', 'key') GROUP BY ALL",
        rows -> {
          while (rows.next()) {
            violations.merge(rows.getString(1), rows.getLong(2), Long::sum);
          }
          return null;
        });
  }

  private StepResult stage(
      DuckDb db, Map<String, Long> violations, long duplicates, boolean quarantining) {
    Table table = plan.target().table();
    Optional<DataFile> added =
        stage(db, table, "SELECT * FROM " + (step.keyed() ? "__added" : "__good"));
    try {
      Optional<DataFile> quarantined =
          plan.target()
              .quarantine()
              .filter(to -> quarantining)
              .flatMap(to -> stage(db, to.table(), quarantineRows()));
      Optional<RowDeletes> removed =
          Optional.of(new RowDeletes(db, staging, TARGET, "__removed"))
              .filter(rows -> step.keyed() && incremental());
      RowDeletes released = new RowDeletes(db, staging, QuarantineRows.BEFORE, "__released");
      return new StepResult.Staged(
          added.stream().toList(),
          removed.map(rows -> rows.stage(table, plan.target().files())).orElse(Deletions.none()),
          quarantined.stream().toList(),
          plan.target()
              .quarantine()
              .filter(from -> quarantining)
              .map(from -> released.stage(from.table(), from.files()))
              .orElse(Deletions.none()),
          new StepCounts(
              plan.inputs().entrySet().stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, input -> input.getValue().rows())),
              rows(added),
              removed.map(RowDeletes::count).orElse(0L),
              rows(quarantined),
              duplicates,
              violations));
    } catch (RuntimeException e) {
      StagedFiles.discard(table, added.stream().toList());
      throw e;
    }
  }

  private Optional<DataFile> stage(DuckDb db, Table table, String query) {
    return DuckDbEngine.staged(db, table, query, staging);
  }

  private String quarantineRows() {
    return """
        SELECT *, %d AS rule_version, %s AS run_id, TIMESTAMPTZ %s AS quarantined_at
        FROM __quarantined
        """
        .formatted(
            plan.version(),
            DuckDbTypes.literal(plan.runId()),
            DuckDbTypes.literal(Instant.now().toString()));
  }

  private static long rows(Optional<DataFile> file) {
    return file.map(DataFile::recordCount).orElse(0L);
  }

  private boolean incremental() {
    return plan.inputs().get(plan.driver()).from().isPresent();
  }

  /** Whether a record cannot be read again from its payload alone. */
  private boolean losesInQuarantine() {
    Parsing parsing = step.parsed().get(plan.driver());
    return (parsing != null && parsing.format() == Format.csv)
        || step.read().getOrDefault(plan.driver(), Set.of()).stream()
            .anyMatch(NOT_QUARANTINED::contains);
  }

  private long returned(DuckDb db) {
    return db.number(
        "SELECT count(*) FROM %s WHERE rule IN (%s)"
            .formatted(QuarantineRows.BEFORE, QuarantineRows.returningRules(step)));
  }
}
