package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.lineage.Column;
import io.tarn.catalog.domain.lineage.Derivation;
import io.tarn.model.TableName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which columns carry which tags: those declared, and those that reached a column along its
 * lineage. What is derived from a tagged column is tagged, through any number of tables.
 */
public final class ColumnTags {
  public static final ColumnTags NONE = new ColumnTags(Map.of());

  private final Map<TableName, Map<String, Set<String>>> tags;

  private ColumnTags(Map<TableName, Map<String, Set<String>>> tags) {
    this.tags = tags;
  }

  /**
   * Lets declared tags travel.
   *
   * @param cleared column to the tags that do not come in along lineage, and so go no further
   */
  public static ColumnTags travelling(
      Map<Column, Set<String>> declared,
      Map<Column, Set<String>> cleared,
      Collection<Derivation> derivations) {
    Map<TableName, List<Derivation>> readers =
        derivations.stream().collect(Collectors.groupingBy(each -> each.from().table()));
    ColumnTags reached = new ColumnTags(new HashMap<>());
    Deque<Tagged> toFollow = new ArrayDeque<>();
    declared.forEach((column, tags) -> tags.forEach(tag -> toFollow.add(new Tagged(column, tag))));
    while (!toFollow.isEmpty()) {
      Tagged next = toFollow.remove();
      if (reached.add(next)) {
        readers.getOrDefault(next.column().table(), List.of()).stream()
            .filter(derivation -> derivation.from().overlaps(next.column()))
            .map(derivation -> new Tagged(derivation.to(), next.tag()))
            .filter(arriving -> !arriving.isAmong(cleared))
            .forEach(toFollow::add);
      }
    }
    return reached;
  }

  /** Column, or path inside one, to its tags; both sorted by name. */
  public Map<String, Set<String>> of(TableName table) {
    return Collections.unmodifiableMap(tags.getOrDefault(table, Map.of()));
  }

  /** The tables with a column that carries a tag. */
  public Set<TableName> tablesWith(String tag) {
    return tags.entrySet().stream()
        .filter(table -> table.getValue().values().stream().anyMatch(each -> each.contains(tag)))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private boolean add(Tagged tagged) {
    return tags.computeIfAbsent(tagged.column().table(), table -> new TreeMap<>())
        .computeIfAbsent(tagged.column().path(), path -> new TreeSet<>())
        .add(tagged.tag());
  }

  private record Tagged(Column column, String tag) {
    boolean isAmong(Map<Column, Set<String>> columns) {
      return columns.getOrDefault(column, Set.of()).contains(tag);
    }
  }
}
