package io.tarn.catalog.domain.lineage;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.audit.AuditTrail;
import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.model.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes in what other engines say of their runs. A report only adds: a column that is derived from
 * a masked one is masked then, and no report takes a mask away.
 */
public class LineageReports {
  private final ReportedRuns store;
  private final AccessControl access;
  private final AuditTrail trail;

  public LineageReports(ReportedRuns store, AccessControl access, AuditTrail trail) {
    this.store = store;
    this.access = access;
    this.trail = trail;
  }

  /**
   * Remembers runs, each with those of its tables that the caller may see; of the others nothing is
   * told, not even that they are there.
   *
   * @throws io.tarn.model.error.TarnException FORBIDDEN when the caller may not modify what a run
   *     has written
   */
  public void take(Identity who, List<ReportedRun> runs) {
    for (ReportedRun run : runs) {
      Access write = Access.modify(run.output());
      trail.allowed(
          who,
          "REPORT LINEAGE",
          List.of(write.securable().toString()),
          access.admit(who, write).reason());
    }
    runs.forEach(run -> take(who, seen(who, run)));
  }

  /** Of a table he may not read himself nobody says where it comes from, to have it opened. */
  private void take(Identity who, ReportedRun run) {
    store.add(run);
    if (!run.inputs().isEmpty() && access.allows(who, Access.select(run.output()))) {
      store.trace(run.output());
    }
  }

  private ReportedRun seen(Identity who, ReportedRun run) {
    Set<TableName> inputs = new HashSet<>(run.inputs());
    inputs.remove(run.output());
    inputs.removeIf(input -> !access.sees(who, input));
    Set<Derivation> columns =
        run.columns().stream()
            .filter(column -> inputs.contains(column.from().table()))
            .collect(Collectors.toSet());
    return new ReportedRun(run.runId(), run.output(), inputs, columns);
  }
}
