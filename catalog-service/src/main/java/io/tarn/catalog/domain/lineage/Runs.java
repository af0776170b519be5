package io.tarn.catalog.domain.lineage;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import java.util.List;
import java.util.Optional;

/** Shows runs, as far as one may see. */
public class Runs {
  /** Errors quote values: they are for those who may change the table. */
  public static final String HIDDEN_ERROR =
      "The run failed; those who may change the table see why.";

  private final RunStore store;
  private final AccessControl access;

  public Runs(RunStore store, AccessControl access) {
    this.store = store;
    this.access = access;
  }

  /** The newest first, of one table or of all the caller sees. */
  public List<RunEnded> newest(Identity who, Optional<TableName> table, int limit) {
    return store.newest(table, limit).stream()
        .filter(run -> access.seesFigures(who, run.step()))
        .map(run -> shown(who, run))
        .toList();
  }

  /** A run without what the caller may not know: inputs, and values in errors. */
  public RunEnded shown(Identity who, RunEnded run) {
    boolean mayChange = access.allows(who, Access.modify(run.step()));
    return new RunEnded(
        run.runId(),
        run.step(),
        run.service(),
        run.status(),
        run.refresh(),
        run.startedAt(),
        run.endedAt(),
        run.inputs().stream().filter(input -> access.seesFigures(who, input.table())).toList(),
        run.rowsWritten(),
        run.rowsRemoved(),
        run.rowsQuarantined(),
        run.rowsDuplicate(),
        run.violations(),
        run.snapshotId(),
        run.error() == null || mayChange ? run.error() : HIDDEN_ERROR);
  }
}
