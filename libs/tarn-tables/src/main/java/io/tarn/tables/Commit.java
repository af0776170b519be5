package io.tarn.tables;

import io.tarn.model.TableName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Changes to tables of one catalog that become visible together or not at all.
 *
 * @param changes at least one, at most one for each table
 */
public record Commit(List<TableChange> changes) {
  public Commit {
    changes = List.copyOf(changes);
    if (changes.stream().map(change -> change.table().catalog()).distinct().count() != 1) {
      throw new IllegalArgumentException("a commit changes tables of exactly one catalog");
    }
    if (changes.stream().map(TableChange::table).distinct().count() != changes.size()) {
      throw new IllegalArgumentException("a commit changes each table once");
    }
  }

  /** Of changes given one by one. */
  public static Commit of(TableChange... changes) {
    return new Commit(List.of(changes));
  }

  String catalog() {
    return changes.getFirst().table().catalog();
  }

  List<TableName> tables() {
    return changes.stream().map(TableChange::table).toList();
  }

  @Override
  public String toString() {
    return tables().stream().map(TableName::toString).collect(Collectors.joining(", "));
  }
}
