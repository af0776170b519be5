package io.tarn.catalog.domain.lineage;

/**
 * A column is computed from a column, or a path inside one, of another table; or they are two names
 * of one column.
 */
public record Derivation(Column from, Column to) {}
