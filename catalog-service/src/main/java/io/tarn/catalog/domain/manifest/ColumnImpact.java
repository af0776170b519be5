package io.tarn.catalog.domain.manifest;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.lineage.Column;
import io.tarn.catalog.domain.lineage.Derivation;
import io.tarn.catalog.domain.lineage.Direction;
import io.tarn.catalog.domain.lineage.LineageStore;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.catalog.domain.permission.RuleBook;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells what breaks if a column goes. */
public class ColumnImpact {
  private final ManifestsInForce manifests;
  private final LineageStore lineage;
  private final RuleBook book;
  private final AccessControl access;
  private final Sight sight;

  public ColumnImpact(
      ManifestsInForce manifests, LineageStore lineage, RuleBook book, AccessControl access) {
    this.manifests = manifests;
    this.lineage = lineage;
    this.book = book;
    this.access = access;
    this.sight = new Sight(access);
  }

  /**
   * What breaks.
   *
   * @param columns the columns that are computed from it, to any depth, as far as the caller sees
   * @param hidden so many more manifests break of which the caller may know nothing
   */
  public record Impact(String column, List<String> columns, List<Broken> breaks, int hidden) {}

  /**
   * A manifest that no longer holds.
   *
   * @param columns those of its columns that go
   * @param because which part of it is concerned
   */
  public record Broken(String kind, String name, List<String> columns, List<String> because) {}

  /**
   * The manifests that use a column, or one computed from it.
   *
   * @throws TarnException NOT_FOUND when the caller may not see the table
   */
  public Impact of(Identity who, Column column) {
    if (!access.sees(who, column.table())) {
      throw new TarnException(
          ErrorKind.NOT_FOUND,
          "There is no table %s, or you may not see it.".formatted(column.table()),
          "Look at GET /api/v1/tables.");
    }
    List<Column> gone =
        Stream.concat(
                Stream.of(column),
                lineage.columns(column, Direction.DOWNSTREAM).stream().map(Derivation::to))
            .distinct()
            .toList();
    Usage usage = new Usage(gone, book.rules().restrictions().tags());
    List<Broken> breaks = new ArrayList<>();
    int hidden = 0;
    for (StoredManifest stored : manifests.all()) {
      Optional<Broken> broken = usage.of(stored.manifest());
      if (broken.isPresent() && sight.sees(who, stored.manifest())) {
        breaks.add(broken.get());
      } else if (broken.isPresent()) {
        hidden++;
      }
    }
    return new Impact(
        column.toString(),
        gone.stream()
            .skip(1)
            .filter(each -> access.sees(who, each.table()))
            .map(Column::toString)
            .toList(),
        breaks,
        hidden);
  }
}
