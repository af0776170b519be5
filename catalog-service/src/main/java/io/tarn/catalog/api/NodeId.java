package io.tarn.catalog.api;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tarn.catalog.domain.lineage.Column;
import io.tarn.catalog.domain.lineage.SeenColumn;
import io.tarn.model.TableName;
import java.util.Arrays;

/**
 * What Marquez calls a node of lineage: {@code dataset:<namespace>:<table>}, {@code
 * job:<namespace>:<table>} for what computes a table, {@code
 * datasetField:<namespace>:<table>:<column>}.
 *
 * @param table its name, or {@code hidden:N} for one whose name the caller may not know
 * @param field path of the column in its table, of a DATASET_FIELD only
 */
record NodeId(Type type, String namespace, String table, String field) {
  /** Kinds of nodes. */
  enum Type {
    DATASET("dataset"),
    JOB("job"),
    DATASET_FIELD("datasetField");

    private final String word;

    Type(String word) {
      this.word = word;
    }
  }

  static NodeId dataset(String namespace, String table) {
    return new NodeId(Type.DATASET, namespace, table, null);
  }

  static NodeId job(String namespace, String table) {
    return new NodeId(Type.JOB, namespace, table, null);
  }

  /** A column, or the table that is hidden with it. */
  static NodeId column(String namespace, SeenColumn column) {
    return new NodeId(
        column.path() == null ? Type.DATASET : Type.DATASET_FIELD,
        namespace,
        column.table(),
        column.path());
  }

  /**
   * Reads one.
   *
   * @param namespace the only one there is here
   * @throws IllegalArgumentException when it is none, or one of another namespace
   */
  static NodeId parse(String namespace, String written) {
    return Arrays.stream(Type.values())
        .filter(type -> written.startsWith(type.word + ":" + namespace + ":"))
        .findFirst()
        .map(type -> read(type, namespace, written))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%1$s' is no node: write dataset:%2$s:catalog.namespace.table, job:%2$s:… or datasetField:%2$s:…:column"
                        .formatted(written, namespace)));
  }

  private static NodeId read(Type type, String namespace, String written) {
    String name = written.substring(type.word.length() + namespace.length() + 2);
    if (type != Type.DATASET_FIELD) {
      return new NodeId(type, namespace, TableName.parse(name).toString(), null);
    }
    int colon = name.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("'%s' names no column".formatted(written));
    }
    Column column = Column.of(name.substring(0, colon), name.substring(colon + 1));
    return new NodeId(type, namespace, column.table().toString(), column.path());
  }

  /** The table that it is, computes or belongs to. */
  TableName tableName() {
    return TableName.parse(table);
  }

  /** A DATASET_FIELD. */
  Column column() {
    return new Column(tableName(), field);
  }

  @Override
  @JsonValue
  public String toString() {
    String id = type.word + ":" + namespace + ":" + table;
    return field == null ? id : id + ":" + field;
  }
}
