package io.tarn.catalog.domain.commit;

import java.util.Map;

/**
 * A snapshot as the rules see it.
 *
 * @param parentId null for a first snapshot
 * @param operation Iceberg's: append, overwrite, replace, delete
 * @param removedRows by removed files and by delete files
 * @param totalRows rows a reader finds, or null when the writer did not say
 * @param summary as the writer sent it
 */
public record SnapshotFacts(
    long id,
    Long parentId,
    String operation,
    long addedRows,
    long removedRows,
    Long totalRows,
    long dataFiles,
    Provenance provenance,
    Map<String, String> summary) {
  /** Iceberg's operation that rewrites files and keeps their rows. */
  public static final String REPLACE = "replace";

  /** Iceberg's operation that only adds files. */
  public static final String APPEND = "append";

  /** Iceberg's operation that removes and adds rows. */
  public static final String OVERWRITE = "overwrite";

  public SnapshotFacts {
    summary = Map.copyOf(summary);
  }
}
