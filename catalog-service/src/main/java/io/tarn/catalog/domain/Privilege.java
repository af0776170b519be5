package io.tarn.catalog.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What may be granted, in <a
 * href="https://docs.databricks.com/aws/en/data-governance/unity-catalog/manage-privileges/privileges">Unity
 * Catalog's words</a>, with Iceberg's {@code NAMESPACE} for schema.
 */
public enum Privilege {
  SELECT,
  MODIFY,
  EXECUTE,
  USE_CATALOG,
  USE_NAMESPACE,
  CREATE_TABLE,
  CREATE_NAMESPACE,
  BROWSE,
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
        "'%s' is not a privilege: write one of %s"
            .formatted(
                written,
                Arrays.stream(values())
                    .map(Privilege::toString)
                    .collect(Collectors.joining(", "))));
  }

  @Override
  public String toString() {
    return name().replace('_', ' ');
  }
}
