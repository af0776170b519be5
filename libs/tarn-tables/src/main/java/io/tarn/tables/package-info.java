/**
 * Tables as Tarn's services see them: Iceberg tables in the catalog, read by snapshot, changed by
 * commits that carry positions and provenance.
 *
 * <p>Start at {@link io.tarn.tables.Lakehouse}.
 */
package io.tarn.tables;
