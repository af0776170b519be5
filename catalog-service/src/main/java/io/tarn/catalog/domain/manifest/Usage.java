package io.tarn.catalog.domain.manifest;

import io.tarn.catalog.domain.lineage.Column;
import io.tarn.catalog.domain.permission.ColumnTags;
import io.tarn.model.TableName;
import io.tarn.model.manifest.AlertManifest;
import io.tarn.model.manifest.DashboardManifest;
import io.tarn.model.manifest.Manifest;
import io.tarn.model.manifest.ModelManifest;
import io.tarn.model.manifest.PolicyManifest;
import io.tarn.model.manifest.SourceManifest;
import io.tarn.model.manifest.TableManifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * How manifests use columns that go: by lineage, and where SQL that lineage says nothing of, as a
 * condition does, names them. A name that stands there for something else is taken for a use.
 */
final class Usage {
  private final Column first;
  private final Map<TableName, List<Column>> gone;
  private final ColumnTags tags;

  /**
   * @param gone columns that would no longer be there: the one that is taken away, and those that
   *     are computed from it
   */
  Usage(List<Column> gone, ColumnTags tags) {
    this.first = gone.getFirst();
    this.gone = gone.stream().collect(Collectors.groupingBy(Column::table));
    this.tags = tags;
  }

  Optional<ColumnImpact.Broken> of(Manifest manifest) {
    Set<String> columns = new TreeSet<>();
    Set<String> because = new TreeSet<>();
    BiConsumer<Column, String> found =
        (column, part) -> {
          columns.add(column.toString());
          because.add(part);
        };
    switch (manifest) {
      case TableManifest step -> step(step, found);
      case ModelManifest model -> model(model, found);
      case DashboardManifest dashboard -> dashboard(dashboard, found);
      case PolicyManifest policy -> policy(policy, found);
      case SourceManifest source -> {}
      case AlertManifest alert -> {}
    }
    return because.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ColumnImpact.Broken(
                manifest.kind(), manifest.name(), List.copyOf(columns), List.copyOf(because)));
  }

  private void step(TableManifest step, BiConsumer<Column, String> found) {
    if (!gone.containsKey(step.table())
        && step.from().values().stream().noneMatch(gone::containsKey)) {
      return;
    }
    SqlWords sql = new SqlWords(step.sql());
    for (Column column : gone(step.table())) {
      note(!column.equals(first) || sql.name(column), column, "sql", found);
      note(step.key().contains(column.path()), column, "key", found);
      note(
          step.keep().filter(keep -> new SqlWords(keep.by()).name(column)).isPresent(),
          column,
          "keep",
          found);
      note(
          step.expectations().values().stream().anyMatch(each -> names(each.rule(), column)),
          column,
          "expect",
          found);
      note(step.tags().containsKey(column.path()), column, "tags", found);
    }
    for (TableName input : Set.copyOf(step.from().values())) {
      gone(input).forEach(column -> note(sql.name(column), column, "sql", found));
    }
  }

  private static boolean names(TableManifest.Rule rule, Column column) {
    return switch (rule) {
      case TableManifest.Check check -> new SqlWords(check.sql()).name(column);
      case TableManifest.Unique unique -> unique.columns().contains(column.path());
    };
  }

  private void model(ModelManifest model, BiConsumer<Column, String> found) {
    for (Column column : gone(model.from())) {
      note(model.value().equals(column.path()), column, "value", found);
      note(model.per().equals(column.path()), column, "per", found);
      note(model.time().equals(column.path()), column, "time", found);
    }
  }

  private void dashboard(DashboardManifest dashboard, BiConsumer<Column, String> found) {
    for (DashboardManifest.Tile tile : dashboard.tiles()) {
      SqlWords sql = new SqlWords(tile.sql());
      gone.forEach(
          (table, columns) -> {
            if (sql.name(table)) {
              columns.forEach(
                  column -> note(sql.name(column), column, "tile " + tile.title(), found));
            }
          });
    }
  }

  private void policy(PolicyManifest policy, BiConsumer<Column, String> found) {
    switch (policy.rule()) {
      case PolicyManifest.RowFilter filter -> {
        SqlWords condition = new SqlWords(filter.condition());
        gone.forEach(
            (table, columns) -> {
              if (table.toString().equals(filter.securable())) {
                columns.forEach(
                    column -> note(condition.name(column), column, "row filter", found));
              }
            });
      }
      case PolicyManifest.Mask mask ->
          gone.values().stream()
              .flatMap(List::stream)
              .forEach(
                  column ->
                      note(
                          tagsOf(column).contains(mask.tag()),
                          column,
                          "mask of " + mask.tag(),
                          found));
      case PolicyManifest.Grant grant -> {}
    }
  }

  private Set<String> tagsOf(Column column) {
    return tags.of(column.table()).getOrDefault(column.path(), Set.of());
  }

  private List<Column> gone(TableName table) {
    return gone.getOrDefault(table, List.of());
  }

  private static void note(
      boolean used, Column column, String part, BiConsumer<Column, String> found) {
    if (used) {
      found.accept(column, part);
    }
  }
}
