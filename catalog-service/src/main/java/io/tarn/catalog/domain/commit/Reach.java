package io.tarn.catalog.domain.commit;

import io.tarn.catalog.domain.Commit;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Up to where, and up to when, a table contains its sources, through all steps between. */
final class Reach {
  private final Progress before;
  private final SnapshotFacts snapshot;
  private final List<Commit> inputs;

  /**
   * @param before what the table contained that the snapshot was put on; NONE when it replaced all
   * @param inputs the commits that made the snapshots which were read
   */
  Reach(Progress before, SnapshotFacts snapshot, List<Commit> inputs) {
    this.before = before;
    this.snapshot = snapshot;
    this.inputs = inputs;
  }

  /**
   * Per source the least that one of the inputs contains: a row that one of them lacks may be
   * missing from the result. An input that does not depend on a source does not lessen it.
   */
  Map<String, Long> offsets(Map<String, Long> ends) {
    Map<String, Long> reach = new HashMap<>();
    ends.forEach(
        (key, end) -> {
          if (isSource(key)) {
            reach.put(key, end);
          }
        });
    inputs.forEach(
        input -> input.event().reach().forEach((key, end) -> reach.merge(key, end, Math::min)));
    return reach.isEmpty() && keepsWhatWas() ? before.reach() : reach;
  }

  /** The newest acceptance time contained, or null when it is not known. */
  Instant acceptedUpTo() {
    Instant read = newest(inputs.stream().map(input -> input.event().acceptedUpTo()).toList());
    if (read != null) {
      return read;
    }
    Instant written = snapshot.provenance().acceptedUpTo();
    return newest(
        keepsWhatWas() || written != null
            ? Arrays.asList(written, before.acceptedUpTo())
            : List.of());
  }

  private boolean keepsWhatWas() {
    return snapshot.provenance().inputs().isEmpty()
        && (SnapshotFacts.APPEND.equals(snapshot.operation())
            || SnapshotFacts.REPLACE.equals(snapshot.operation()));
  }

  private static Instant newest(List<Instant> instants) {
    return instants.stream().filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null);
  }

  private static boolean isSource(String key) {
    return key.startsWith("kafka:") || key.startsWith("file:");
  }
}
