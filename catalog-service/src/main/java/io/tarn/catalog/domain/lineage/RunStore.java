package io.tarn.catalog.domain.lineage;

import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the runs of steps ended. */
public interface RunStore {
  /** Keeps a run; one that is known already is left as it is. */
  void keep(RunEnded run);

  Optional<RunEnded> find(String runId);

  /** The newest first, of one table or of all. */
  List<RunEnded> newest(Optional<TableName> table, int limit);

  /** The newest run of each of these tables that had one. */
  Map<TableName, RunEnded> last(Collection<TableName> tables);
}
