package io.tarn.catalog.domain.lineage;

/** A column is computed from a column, or a path inside one, of another table. */
public record Derivation(Column from, Column to) {}
