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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a manifest uses columns that go: by lineage, and where SQL that lineage says nothing of, as a
 * condition does, names them. A name that stands there for something else is taken for a use.
 *
 * @param gone columns that would no longer be there
 */
record Usage(Manifest manifest, List<Column> gone, ColumnTags tags) {
  Optional<ColumnImpact.Broken> broken() {
    Set<String> columns = new TreeSet<>();
    Set<String> because = new TreeSet<>();
    for (Column column : gone) {
      uses(column)
          .forEach(
              use -> {
                columns.add(column.toString());
                because.add(use);
              });
    }
    return because.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ColumnImpact.Broken(
                manifest.kind(), manifest.name(), List.copyOf(columns), List.copyOf(because)));
  }

  private Stream<String> uses(Column column) {
    return switch (manifest) {
      case TableManifest step -> step(step, column);
      case ModelManifest model -> model(model, column);
      case DashboardManifest dashboard ->
          dashboard.tiles().stream()
              .filter(tile -> names(tile.sql(), column.table()) && names(tile.sql(), column))
              .map(tile -> "tile " + tile.title());
      case PolicyManifest policy -> policy(policy, column);
      case SourceManifest source -> Stream.empty();
      case AlertManifest alert -> Stream.empty();
    };
  }

  private Stream<String> step(TableManifest step, Column column) {
    boolean own = step.table().equals(column.table());
    boolean reads = step.from().containsValue(column.table());
    return Stream.of(
            use("sql", (own && !isFirst(column)) || (reads && names(step.sql(), column))),
            use("sql", own && isFirst(column) && names(step.sql(), column)),
            use("key", own && step.key().contains(column.path())),
            use("keep", own && step.keep().filter(keep -> names(keep.by(), column)).isPresent()),
            use(
                "expect",
                own
                    && step.expectations().values().stream()
                        .anyMatch(each -> names(each.rule(), column))),
            use("tags", own && step.tags().containsKey(column.path())))
        .flatMap(Optional::stream);
  }

  private static boolean names(TableManifest.Rule rule, Column column) {
    return switch (rule) {
      case TableManifest.Check check -> names(check.sql(), column);
      case TableManifest.Unique unique -> unique.columns().contains(column.path());
    };
  }

  private static Stream<String> model(ModelManifest model, Column column) {
    boolean reads = model.from().equals(column.table());
    return Stream.of(
            use("value", reads && model.value().equals(column.path())),
            use("per", reads && model.per().equals(column.path())),
            use("time", reads && model.time().equals(column.path())))
        .flatMap(Optional::stream);
  }

  private Stream<String> policy(PolicyManifest policy, Column column) {
    return switch (policy.rule()) {
      case PolicyManifest.RowFilter filter ->
          use(
              "row filter",
              filter.securable().equals(column.table().toString())
                  && names(filter.condition(), column))
              .stream();
      case PolicyManifest.Mask mask ->
          use(
              "mask of " + mask.tag(),
              tags.of(column.table()).getOrDefault(column.path(), Set.of()).contains(mask.tag()))
              .stream();
      case PolicyManifest.Grant grant -> Stream.empty();
    };
  }

  /** The column that was asked about; the others are computed from it. */
  private boolean isFirst(Column column) {
    return column.equals(gone.getFirst());
  }

  private static Optional<String> use(String part, boolean used) {
    return used ? Optional.of(part) : Optional.empty();
  }

  private static boolean names(String sql, TableName table) {
    return word(table.toString()).matcher(sql).find();
  }

  /** SQL calls a path inside a payload by its last part. */
  private static boolean names(String sql, Column column) {
    return word(column.path().substring(column.path().lastIndexOf('.') + 1)).matcher(sql).find();
  }

  private static Pattern word(String name) {
    return Pattern.compile(
        "(?<![A-Za-z0-9_])" + Pattern.quote(name) + "(?![A-Za-z0-9_])", Pattern.CASE_INSENSITIVE);
  }
}
