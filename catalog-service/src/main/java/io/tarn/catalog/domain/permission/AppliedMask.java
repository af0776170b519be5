package io.tarn.catalog.domain.permission;

/**
 * What somebody sees in place of a column.
 *
 * @param expression SQL in which {@code value} is the column
 * @param policy name of the manifest that says so; several are joined by {@code and}; empty where
 *     none does, and the column is hidden for that
 */
public record AppliedMask(String expression, String policy) {}
