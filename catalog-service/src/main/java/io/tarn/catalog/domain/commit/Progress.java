package io.tarn.catalog.domain.commit;

import io.tarn.catalog.domain.Commit;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a table has got.
 *
 * @param ends position key to end offset, exclusive
 * @param reach source key to the offset below which everything is contained
 * @param acceptedUpTo newest acceptance time contained, or null when unknown
 */
record Progress(Map<String, Long> ends, Map<String, Long> reach, Instant acceptedUpTo) {
  static final Progress NONE = new Progress(Map.of(), Map.of(), null);

  static Progress after(Commit commit) {
    return new Progress(commit.ends(), commit.event().reach(), commit.event().acceptedUpTo());
  }

  /**
   * The ends after a commit with these positions.
   *
   * @throws PositionConflictException when one does not start where the table ends
   */
  Map<String, Long> advance(String table, Map<String, Range> positions) {
    Map<String, Long> advanced = new HashMap<>(ends);
    new TreeMap<>(positions)
        .forEach(
            (key, range) -> {
              long end = ends.getOrDefault(key, 0L);
              if (range.start() != end) {
                throw new PositionConflictException(
                    "%s ends at %d of %s, but the commit starts at %d."
                        .formatted(table, end, key, range.start()));
              }
              advanced.put(key, range.end());
            });
    return advanced;
  }
}
