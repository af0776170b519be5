package io.tarn.gold.sql;

import io.tarn.model.error.TarnException;

/** Knows in which catalog a namespace is when a statement does not say. */
@FunctionalInterface
public interface Catalogs {
  /**
   * The only catalog with this namespace.
   *
   * @throws TarnException INVALID when there is none or more than one
   */
  String of(String namespace);
}
