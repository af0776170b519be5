package io.tarn.catalog.domain.openlineage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is still to be told to others, put there by the transaction that it tells of. */
public interface ExportQueue {
  /**
   * The oldest. Until the running transaction ends no other replica gets any: it finds none
   * meanwhile.
   */
  List<LineageExport> takeTurn(int limit);

  void done(LineageExport export);

  /** Sets one aside that the receiver will never take, so that the others go on. */
  void refused(LineageExport export, String why);

  Backlog backlog();

  /**
   * What waits.
   *
   * @param oldest when the oldest was put there
   */
  record Backlog(long size, Optional<Instant> oldest) {}
}
