package io.tarn.ingest.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records gathered for one commit. */
public final class Batch {
  /**
   * A batch is due as soon as one of these is reached.
   *
   * @param age of the first record
   * @param bytes about, in memory
   */
  public record Limits(Duration age, int rows, long bytes) {}

  private final Limits limits;
  private final List<BronzeRecord> records = new ArrayList<>();
  private long bytes;
  private Instant due = Instant.MAX;

  public Batch(Limits limits) {
    this.limits = limits;
  }

  public void add(BronzeRecord record, Instant now) {
    if (records.isEmpty()) {
      due = now.plus(limits.age());
    }
    records.add(record);
    bytes += record.size();
  }

  /** Whether it should be committed now. */
  public boolean isDue(Instant now) {
    return isFull() || !now.isBefore(due);
  }

  /** Whether no more should be added. */
  public boolean isFull() {
    return records.size() >= limits.rows() || bytes >= limits.bytes();
  }

  /** How long one may wait for more; at most {@code longest}. */
  public Duration patience(Instant now, Duration longest) {
    if (records.isEmpty()) {
      return longest;
    }
    Duration left = isDue(now) ? Duration.ZERO : Duration.between(now, due);
    return left.compareTo(longest) < 0 ? left : longest;
  }

  public List<BronzeRecord> records() {
    return List.copyOf(records);
  }

  public boolean isEmpty() {
    return records.isEmpty();
  }

  /** Forgets its records, which were committed or will be read again. */
  public void clear() {
    records.clear();
    bytes = 0;
    due = Instant.MAX;
  }
}
