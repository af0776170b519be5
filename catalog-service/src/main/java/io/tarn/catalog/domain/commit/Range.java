package io.tarn.catalog.domain.commit;

/**
 * What a commit contains of one source: offsets from {@code start} up to, not with, {@code end}.
 */
public record Range(long start, long end) {
  public Range {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("not a range: [%d, %d)".formatted(start, end));
    }
  }
}
