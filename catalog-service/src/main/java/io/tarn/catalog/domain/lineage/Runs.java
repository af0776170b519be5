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
    return run.shown(
        access.allows(who, Access.modify(run.step())), input -> access.seesFigures(who, input));
  }
}
