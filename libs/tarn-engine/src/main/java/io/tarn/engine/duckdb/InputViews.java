package io.tarn.engine.duckdb;

import static io.tarn.engine.duckdb.DuckDbTypes.literal;
import static io.tarn.engine.duckdb.DuckDbTypes.quoted;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tarn.engine.StepInput;
import io.tarn.engine.duckdb.BoundStep.Parsing;
import io.tarn.engine.payload.CsvPayload;
import io.tarn.model.manifest.SourceManifest.Format;
import io.tarn.tables.BronzeTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Makes each alias of a step readable: as the table it stands for, or parsed.
 *
 * <p>A parsed alias is made of several relations: {@code __source_<alias>}, the bronze records;
 * {@code __parsed_<alias>}, with the fields or the reason why there are none; {@code
 * __readable_<alias>}, those that could be parsed; and the alias itself.
 */
final class InputViews {
  /** Marks the place of a record that comes out of the quarantine table. */
  static final long RETURNED = 1L << 62;

  private static final JsonMapper JSON = new JsonMapper();

  private final DuckDb db;
  private final TableViews tables;
  private final BoundStep step;

  InputViews(DuckDb db, TableViews tables, BoundStep step) {
    this.db = db;
    this.tables = tables;
    this.step = step;
  }

  static String source(String alias) {
    return quoted("__source_" + alias);
  }

  static String parsed(String alias) {
    return quoted("__parsed_" + alias);
  }

  /**
   * Makes the relations of an alias.
   *
   * @param returning a SELECT of further bronze records, or empty
   */
  void create(String alias, StepInput input, String returning) {
    Parsing parsing = step.parsed().get(alias);
    boolean sourced = step.sourced() && alias.equals(step.driver());
    if (parsing == null && !sourced) {
      tables.create(alias, input.table().schema(), input.files());
      return;
    }
    String files = "__files_" + alias;
    tables.create(files, input.table().schema(), input.files());
    db.execute(
        "CREATE TEMP VIEW %s AS SELECT * FROM %s%s"
            .formatted(
                source(alias),
                quoted(files),
                returning.isEmpty() ? "" : " UNION ALL BY NAME " + returning));
    if (parsing == null) {
      db.execute(
          "CREATE TEMP VIEW %s AS SELECT *, %s FROM %s"
              .formatted(readable(alias), carried(), source(alias)));
    } else {
      parse(alias, parsing);
    }
    restrict(db, alias, "true");
  }

  /** Lets the step's SQL see only some of the records of an alias. */
  static void restrict(DuckDb db, String alias, String condition) {
    db.execute(
        "CREATE OR REPLACE TEMP VIEW %s AS SELECT * FROM %s WHERE %s"
            .formatted(quoted(alias), readable(alias), condition));
  }

  /** Those that could be parsed. */
  static String readable(String alias) {
    return quoted("__readable_" + alias);
  }

  private void parse(String alias, Parsing parsing) {
    db.execute(
        "CREATE TEMP TABLE %s AS SELECT %s, %s AS __fields FROM %s"
            .formatted(
                parsed(alias),
                kept(alias).stream().map(DuckDbTypes::quoted).collect(joining(", ")),
                fields(parsing),
                source(alias)));
    List<String> columns = new ArrayList<>();
    for (NestedField column : BronzeTable.SCHEMA.columns()) {
      if (!column.name().equals("payload_bytes")) {
        columns.add(
            kept(alias).contains(column.name())
                ? quoted(column.name())
                : "NULL::%s AS %s"
                    .formatted(DuckDbTypes.sql(column.type()), quoted(column.name())));
      }
    }
    for (int i = 0; i < parsing.fields().size(); i++) {
      columns.add("__fields[%d] AS %s".formatted(i + 2, quoted(parsing.fields().get(i))));
    }
    columns.add(SourceColumns.AT);
    columns.add(carried());
    db.execute(
        "CREATE TEMP VIEW %s AS SELECT %s FROM %s WHERE __fields[1] IS NULL"
            .formatted(readable(alias), String.join(", ", columns), parsed(alias)));
  }

  /** The record's columns that something needs; a payload is large and seldom read again. */
  private Set<String> kept(String alias) {
    Set<String> kept = new LinkedHashSet<>();
    BronzeTable.SCHEMA.columns().stream()
        .map(NestedField::name)
        .filter(step.read().getOrDefault(alias, Set.of())::contains)
        .forEach(kept::add);
    kept.addAll(SourceColumns.NAMES);
    kept.add(SourceColumns.AT);
    return kept;
  }

  private static String fields(Parsing parsing) {
    String names = literal(json(parsing.fields()));
    String call =
        parsing.format() == Format.json
            ? "tarn_json(payload, %s)".formatted(names)
            : "tarn_csv(payload, %s, headers[%s])".formatted(names, literal(CsvPayload.HEADER));
    return "from_json(%s, '[\"VARCHAR\"]')".formatted(call);
  }

  /** What a sourced step's rows take along, but for the place, which is there by its name. */
  private static String carried() {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < SourceColumns.NAMES.size(); i++) {
      columns.add(quoted(SourceColumns.NAMES.get(i)) + " AS " + SourceColumns.CARRIED.get(i + 1));
    }
    return String.join(", ", columns);
  }

  private static String json(List<String> fields) {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a list of texts is always JSON", e);
    }
  }
}
