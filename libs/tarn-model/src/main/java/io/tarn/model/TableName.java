package io.tarn.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The full name of a table or view, {@code catalog.namespace.table}, as in {@code
 * retail.bronze.orders}. A namespace inside others has their names before its own, with dots
 * between: {@code retail.bronze.web.clicks}.
 *
 * <p>Each part is a letter or underscore followed by letters, digits and underscores, at most 128
 * characters; upper and lower case differ. What manifests declare is in lower case.
 *
 * @param namespace one to eight levels
 */
public record TableName(String catalog, String namespace, String table)
    implements Comparable<TableName> {
  private static final Pattern PART = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final int LEVELS = 8;

  /**
   * Refuses parts that no engine would take without quoting.
   *
   * @throws IllegalArgumentException naming the part and what it may look like
   */
  public TableName {
    check(catalog);
    levels(namespace).forEach(TableName::check);
    check(table);
  }

  /**
   * Reads a dotted name.
   *
   * @throws IllegalArgumentException when it does not have three valid parts or more
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static TableName parse(String dotted) {
    int first = dotted.indexOf('.');
    int last = dotted.lastIndexOf('.');
    if (first == last) {
      throw new IllegalArgumentException(
          "'%s' is not a table name: write catalog.namespace.table".formatted(dotted));
    }
    return new TableName(
        dotted.substring(0, first), dotted.substring(first + 1, last), dotted.substring(last + 1));
  }

  /** The names of the namespace, from the outermost inwards. */
  public List<String> levels() {
    return levels(namespace);
  }

  @Override
  public int compareTo(TableName other) {
    return toString().compareTo(other.toString());
  }

  @JsonValue
  @Override
  public String toString() {
    return catalog + "." + namespace + "." + table;
  }

  private static List<String> levels(String namespace) {
    List<String> levels = List.of(String.valueOf(namespace).split("\\.", -1));
    if (levels.size() > LEVELS) {
      throw new IllegalArgumentException(
          "'%s' has more than %d levels".formatted(namespace, LEVELS));
    }
    return levels;
  }

  private static void check(String part) {
    if (part == null || !PART.matcher(part).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a name: use a letter or _, then letters, digits or _ (at most 128)"
              .formatted(part));
    }
  }
}
