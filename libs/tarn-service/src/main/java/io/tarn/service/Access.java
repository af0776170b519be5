package io.tarn.service;

import io.tarn.model.TableName;

/**
 * Something somebody wants to do.
 *
 * @param securable {@code metastore}, a catalog, a namespace, or a table or model in one
 * @param privilege as in {@code SELECT}
 */
public record Access(String securable, String privilege) {
  public static Access select(TableName table) {
    return new Access(table.toString(), "SELECT");
  }

  public static Access modify(TableName table) {
    return new Access(table.toString(), "MODIFY");
  }

  /** To use what is called so, as a model. */
  public static Access execute(String name) {
    return new Access(name, "EXECUTE");
  }
}
