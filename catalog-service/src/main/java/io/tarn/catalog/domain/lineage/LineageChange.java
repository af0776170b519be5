package io.tarn.catalog.domain.lineage;

import io.tarn.catalog.domain.Commit;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a commit changes in what is known of where a table's columns come from.
 *
 * @param dropped derivations of which no row is left
 */
public record LineageChange(Set<Derivation> added, Set<Derivation> dropped) {
  static final LineageChange NONE = new LineageChange(Set.of(), Set.of());

  private static final String ADDED_ROWS = "added-records";
  private static final String ALL_ROWS = "total-records";

  public LineageChange {
    added = Set.copyOf(added);
    dropped = Set.copyOf(dropped);
  }

  /**
   * Compares a commit with what is known. Rows of earlier commits keep their lineage, so only a
   * commit that holds every row of the table lets go of what it does not name. One that says
   * nothing of its columns changes nothing.
   *
   * @param known derivations of the committed table
   * @throws TarnException INVALID when it names something that is no column
   */
  public static LineageChange by(Commit commit, Collection<Derivation> known) {
    Set<Derivation> named = named(commit);
    if (named.isEmpty()) {
      return NONE;
    }
    Set<Derivation> added = new HashSet<>(named);
    added.removeAll(Set.copyOf(known));
    Set<Derivation> dropped = new HashSet<>();
    if (isWholeTable(commit)) {
      dropped.addAll(known);
      dropped.removeAll(named);
    }
    return new LineageChange(added, dropped);
  }

  /** Whether all rows of the table are of this commit, by Iceberg's count of them. */
  public static boolean isWholeTable(Commit commit) {
    String added = commit.summary().get(ADDED_ROWS);
    return added != null && added.equals(commit.summary().get(ALL_ROWS));
  }

  private static Set<Derivation> named(Commit commit) {
    TableName table = commit.event().table();
    Set<Derivation> named = new HashSet<>();
    commit
        .columnLineage()
        .forEach(
            (column, sources) ->
                sources(commit, sources)
                    .forEach(
                        source -> named.add(new Derivation(source, new Column(table, column)))));
    return named;
  }

  private static List<Column> sources(Commit commit, List<String> written) {
    TableName table = commit.event().table();
    try {
      return written.stream()
          .map(source -> Column.parse(source, commit.inputs().keySet()))
          .filter(source -> !source.table().equals(table))
          .toList();
    } catch (IllegalArgumentException unreadable) {
      throw new TarnException(
          ErrorKind.INVALID,
          "The column lineage of a commit to %s cannot be read: %s"
              .formatted(table, unreadable.getMessage()),
          "See tarn.column-lineage in docs/contracts.md.",
          unreadable);
    }
  }
}
