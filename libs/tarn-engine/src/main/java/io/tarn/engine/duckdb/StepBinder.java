package io.tarn.engine.duckdb;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.engine.StepShape;
import io.tarn.engine.duckdb.BoundStep.Parsing;
import io.tarn.model.manifest.TableManifest;
import io.tarn.tables.BronzeTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/** Checks a step's SQL and binds it to empty tables with its inputs' columns. */
final class StepBinder {
  private final DuckDb db;
  private final TableManifest step;
  private final Map<String, Schema> inputs;
  private final Map<String, Set<String>> fields = new HashMap<>();

  StepBinder(DuckDb db, TableManifest step, Map<String, Schema> inputs) {
    this.db = db;
    this.step = step;
    this.inputs = inputs;
  }

  BoundStep bind() {
    SelectTree tree = SelectTree.parse(db, step.sql());
    tree.requireOnly(inputs.keySet());
    String sql = tree.sql(db);
    step.parse().keySet().forEach(alias -> fields.put(alias, fieldsNamed(tree, alias)));
    inputs.keySet().forEach(this::createRelation);
    addMissingFields(sql);
    BoundPlan plan = BoundPlan.of(db, sql);
    new StableFunctions(db).require(tree, plan, "The SQL");

    String driver = step.from().firstEntry().getKey();
    Rowwise rowwise = new Rowwise(driver, StableFunctions.aggregates(db));
    Optional<String> obstacle = rowwise.obstacle(tree);
    boolean sourced = obstacle.isEmpty() && SourceColumns.isBronze(inputs.get(driver));
    List<NestedField> columns = columns(plan.columns());
    StepRules.check(step, columns, obstacle);
    String running = sourced ? tree.with(db, rowwise.reference(tree), SourceColumns.CARRIED) : sql;
    return new BoundStep(
        step,
        columns,
        running,
        sourced,
        parsing(),
        plan.columnsRead(),
        new CheckBinder(db, columns).bind(step),
        new StepShape(
            new Schema(all(columns, sourced && !step.key().isEmpty())),
            lineage(plan, driver, sourced && !step.key().isEmpty()),
            StepRules.mustRefreshFully(step, sourced, obstacle)));
  }

  private Set<String> fieldsNamed(SelectTree tree, String alias) {
    Set<String> named = new LinkedHashSet<>();
    tree.columnsOf(alias).forEach(column -> addField(named, column));
    return named;
  }

  private static void addField(Set<String> named, String column) {
    if (BronzeTable.SCHEMA.caseInsensitiveFindField(column) != null || named.contains(column)) {
      return;
    }
    String folded = column.toLowerCase(Locale.ROOT);
    if (named.stream().anyMatch(other -> other.toLowerCase(Locale.ROOT).equals(folded))) {
      throw SelectTree.wrong(
          "'%s' is spelled in two ways.".formatted(column),
          "To SQL both are one column: write it as it stands in the payload.");
    }
    named.add(column);
  }

  /** A column without a relation belongs to the parsed input if nothing else has it. */
  private void addMissingFields(String sql) {
    while (true) {
      Optional<String> missing =
          BoundPlan.failure(db, sql).flatMap(BoundPlan.Failure::missingColumn);
      if (missing.isEmpty()) {
        return;
      }
      if (fields.size() != 1) {
        throw SelectTree.wrong(
            "There is no column '%s'.".formatted(missing.get()),
            fields.isEmpty()
                ? "Is it spelled right?"
                : "Write which input's field it is, as in %s.%s."
                    .formatted(fields.keySet().iterator().next(), missing.get()));
      }
      Map.Entry<String, Set<String>> only = fields.entrySet().iterator().next();
      addField(only.getValue(), missing.get());
      createRelation(only.getKey());
    }
  }

  /** An empty table with what the SQL may name of an input. */
  private void createRelation(String alias) {
    Stream<String> columns =
        inputs.get(alias).columns().stream()
            .filter(column -> !fields.containsKey(alias) || !column.name().equals("payload_bytes"))
            .map(
                column -> DuckDbTypes.quoted(column.name()) + " " + DuckDbTypes.sql(column.type()));
    Stream<String> parsed =
        fields.getOrDefault(alias, Set.of()).stream()
            .map(field -> DuckDbTypes.quoted(field) + " VARCHAR");
    db.execute(
        "CREATE OR REPLACE TEMP TABLE %s (%s)"
            .formatted(
                DuckDbTypes.quoted(alias), Stream.concat(columns, parsed).collect(joining(", "))));
  }

  private Map<String, Parsing> parsing() {
    Map<String, Parsing> parsing = new TreeMap<>();
    fields.forEach(
        (alias, named) ->
            parsing.put(alias, new Parsing(step.parse().get(alias), List.copyOf(named))));
    return parsing;
  }

  private static List<NestedField> columns(Map<String, JsonNode> types) {
    AtomicInteger ids = new AtomicInteger(types.size());
    List<NestedField> columns = new ArrayList<>();
    types.forEach(
        (name, type) ->
            columns.add(
                NestedField.optional(
                    columns.size() + 1, name, ColumnTypes.iceberg(name, type, ids))));
    return columns;
  }

  private static List<NestedField> all(List<NestedField> columns, boolean withSource) {
    List<NestedField> all = new ArrayList<>(columns);
    if (withSource) {
      int start = 100_000;
      for (NestedField field : SourceColumns.fields()) {
        all.add(NestedField.optional(start + field.fieldId(), field.name(), field.type()));
      }
    }
    return all;
  }

  private Map<String, List<String>> lineage(BoundPlan plan, String driver, boolean withSource) {
    Map<String, List<String>> lineage = new LinkedHashMap<>();
    plan.lineage()
        .forEach(
            (column, sources) -> lineage.put(column, sources.stream().map(this::origin).toList()));
    if (withSource) {
      SourceColumns.NAMES.forEach(
          name -> lineage.put(name, List.of(step.from().get(driver) + "." + name)));
    }
    return lineage;
  }

  private String origin(String column) {
    int dot = column.indexOf('.');
    String alias = column.substring(0, dot);
    String name = column.substring(dot + 1);
    boolean field = fields.getOrDefault(alias, Set.of()).contains(name);
    return step.from().get(alias) + (field ? ".payload." : ".") + name;
  }
}
