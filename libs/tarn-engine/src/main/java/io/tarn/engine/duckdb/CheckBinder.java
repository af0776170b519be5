package io.tarn.engine.duckdb;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.engine.duckdb.BoundStep.BoundCheck;
import io.tarn.model.manifest.TableManifest;
import io.tarn.model.manifest.TableManifest.Check;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.types.Types.NestedField;

/** Checks the conditions of a step's expectations: each is one expression over one output row. */
final class CheckBinder {
  private static final String ROWS = "__rows";
  private static final String BEFORE = "SELECT ";
  private static final String AFTER = " FROM " + ROWS;

  private final DuckDb db;
  private final List<NestedField> columns;

  CheckBinder(DuckDb db, List<NestedField> columns) {
    this.db = db;
    this.columns = columns;
  }

  List<BoundCheck> bind(TableManifest step) {
    db.execute(
        "CREATE OR REPLACE TEMP TABLE %s (%s)"
            .formatted(
                ROWS,
                columns.stream()
                    .map(
                        column ->
                            DuckDbTypes.quoted(column.name())
                                + " "
                                + DuckDbTypes.sql(column.type()))
                    .collect(joining(", "))));
    List<BoundCheck> checks = new ArrayList<>();
    step.expectations()
        .forEach(
            (name, expectation) -> {
              if (expectation.rule() instanceof Check check) {
                SelectTree tree = expression(name, check.sql());
                String sql = tree.sql(db);
                checks.add(
                    new BoundCheck(
                        name,
                        sql.substring(BEFORE.length(), sql.length() - AFTER.length()),
                        columns.stream()
                            .map(NestedField::name)
                            .filter(tree.columns()::contains)
                            .toList(),
                        expectation.onViolation()));
              }
            });
    return checks;
  }

  private SelectTree expression(String name, String condition) {
    SelectTree tree = SelectTree.parse(db, BEFORE + "(" + condition + "\n)" + AFTER);
    tree.requireOnly(List.of(ROWS));
    JsonNode select = tree.select();
    boolean single =
        select.path("select_list").size() == 1
            && select.path("from_table").path("type").asText().equals("BASE_TABLE")
            && select.path("where_clause").isNull()
            && !tree.contains("SUBQUERY")
            && new Rowwise(ROWS, StableFunctions.aggregates(db)).obstacle(tree).isEmpty();
    if (!single) {
      throw SelectTree.wrong(
          "The check of '%s' is not one condition on a row.".formatted(name),
          "Write it over the columns of one row, as in: sales >= 0.");
    }
    BoundPlan plan = BoundPlan.of(db, tree.sql(db));
    if (!plan.columns().values().iterator().next().path("id").asText().equals("BOOLEAN")) {
      throw SelectTree.wrong(
          "The check of '%s' is neither true nor false.".formatted(name),
          "Write a condition, as in: sales >= 0.");
    }
    new StableFunctions(db).require(tree, plan, "The check of '" + name + "'");
    return tree;
  }
}
