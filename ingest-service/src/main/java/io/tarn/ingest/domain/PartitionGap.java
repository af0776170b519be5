package io.tarn.ingest.domain;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;

/** Notices when a topic's partition and the table's positions do not meet. */
public final class PartitionGap {
  private PartitionGap() {}

  /**
   * Compares where the table ends with what the partition holds.
   *
   * @param key position key of the partition
   * @param end where the table ends
   * @param first oldest offset the partition still holds; beyond the end, what lay between is gone:
   *     this is reported and the writer goes on
   * @param next offset of the next record to come
   * @throws TarnException INTERNAL when the partition has not come as far as the table: the topic
   *     was deleted and made anew, and its offsets mean other records now
   */
  public static void check(SourceProgress progress, String key, long end, long first, long next) {
    if (next < end) {
      throw new TarnException(
          ErrorKind.INTERNAL,
          "%s ends at offset %d, but the table already holds it up to %d".formatted(key, next, end),
          "Was the topic deleted, or restored from a backup? Declare the source under a new name.");
    }
    if (first > end) {
      progress.trouble(
          key,
          "records %d to %d were deleted by Kafka before they were written"
              .formatted(end, first - 1));
    }
  }
}
