package io.tarn.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The full name of a table, {@code catalog.namespace.table}, as in {@code retail.bronze.orders}.
 *
 * <p>Each part is a lower-case letter followed by lower-case letters, digits and underscores, at
 * most 128 characters, so that no engine has to quote it.
 */
public record TableName(String catalog, String namespace, String table)
    implements Comparable<TableName> {
  private static final Pattern PART = Pattern.compile("[a-z][a-z0-9_]{0,127}");

  /**
   * Refuses parts that would need quoting.
   *
   * @throws IllegalArgumentException naming the part and what it may look like
   */
  public TableName {
    for (String part : new String[] {catalog, namespace, table}) {
      if (part == null || !PART.matcher(part).matches()) {
        throw new IllegalArgumentException(
            "'%s' is not a name: use a lower-case letter, then letters, digits or _ (at most 128)"
                .formatted(part));
      }
    }
  }

  /**
   * Reads a dotted name.
   *
   * @throws IllegalArgumentException when it does not have exactly three valid parts
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static TableName parse(String dotted) {
    String[] parts = dotted.split("\\.", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "'%s' is not a table name: write catalog.namespace.table".formatted(dotted));
    }
    return new TableName(parts[0], parts[1], parts[2]);
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
}
