package io.tarn.catalog.domain.audit;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The chain of audit events, kept as an Iceberg table. */
public interface AuditTable {
  /** How far it has got. */
  Progress progress();

  /**
   * Adds events, all or none.
   *
   * @param from offset of the topic where the table ended
   * @param to offset up to which, exclusive, it contains the topic afterwards
   */
  void append(List<ChainedEvent> events, long from, long to);

  /** The newest events first. */
  List<ChainedEvent> newest(Filter filter);

  /** Every event in the order of the positions. */
  void walk(Consumer<ChainedEvent> visitor);

  /**
   * What is contained.
   *
   * @param end offset of the topic below which everything is in the chain
   */
  record Progress(ChainHead head, long end) {
    public static final Progress NONE = new Progress(ChainHead.GENESIS, 0);
  }

  /** Which events are wanted, at most {@code limit}. */
  record Filter(Optional<String> securable, Optional<String> principal, int limit) {}
}
