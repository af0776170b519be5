package io.tarn.tables;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where the rows of a commit come from; written into the snapshot's summary, where the catalog
 * checks the positions and derives lineage and freshness.
 *
 * @param positions source key ({@code kafka:topic:partition}, {@code file:s3://bucket/key@etag},
 *     {@code table:name}) to what is contained of it
 * @param acceptedUpTo newest acceptance time among the rows
 * @param notes further properties of the summary, which the writer keeps for itself
 */
public record Provenance(
    Map<String, Range> positions,
    Optional<StepRun> run,
    Optional<Instant> acceptedUpTo,
    Map<String, String> notes) {
  public Provenance {
    positions = Map.copyOf(positions);
    notes = Map.copyOf(notes);
  }

  public Provenance(
      Map<String, Range> positions, Optional<StepRun> run, Optional<Instant> acceptedUpTo) {
    this(positions, run, acceptedUpTo, Map.of());
  }

  /** Of a commit that neither adds nor changes rows. */
  public static Provenance none() {
    return new Provenance(Map.of(), Optional.empty(), Optional.empty());
  }

  /** Of records taken straight from a source. */
  public static Provenance ofSource(Map<String, Range> positions, Instant acceptedUpTo) {
    return new Provenance(positions, Optional.empty(), Optional.of(acceptedUpTo));
  }

  /**
   * Of rows a step computed.
   *
   * @param positions {@code table:<input>} to the range of that input's commit sequence
   */
  public static Provenance ofRun(StepRun run, Map<String, Range> positions) {
    return new Provenance(positions, Optional.of(run), Optional.empty());
  }
}
