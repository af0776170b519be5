package io.tarn.catalog.domain;

import java.util.Locale;

/** What may be granted, in Unity Catalog's words. */
public enum Privilege {
  SELECT,
  MODIFY,
  CREATE_TABLE,
  MANAGE,
  ALL_PRIVILEGES;

  /**
   * Reads the written form, as in {@code CREATE TABLE}.
   *
   * @throws IllegalArgumentException naming what may be granted
   */
  public static Privilege parse(String written) {
    for (Privilege privilege : values()) {
      if (privilege.toString().equals(written.toUpperCase(Locale.ROOT))) {
        return privilege;
      }
    }
    throw new IllegalArgumentException(
        "'%s' is not a privilege: SELECT, MODIFY, CREATE TABLE, MANAGE or ALL PRIVILEGES"
            .formatted(written));
  }

  @Override
  public String toString() {
    return name().replace('_', ' ');
  }
}
