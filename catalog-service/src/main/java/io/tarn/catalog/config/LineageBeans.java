package io.tarn.catalog.config;

import io.tarn.catalog.domain.CommitLog;
import io.tarn.catalog.domain.audit.AuditTrail;
import io.tarn.catalog.domain.lineage.Lineage;
import io.tarn.catalog.domain.lineage.LineageReports;
import io.tarn.catalog.domain.lineage.LineageStore;
import io.tarn.catalog.domain.lineage.OriginStore;
import io.tarn.catalog.domain.lineage.PastLineage;
import io.tarn.catalog.domain.lineage.ReportedRuns;
import io.tarn.catalog.domain.lineage.RunStore;
import io.tarn.catalog.domain.lineage.Runs;
import io.tarn.catalog.domain.lineage.TableKinds;
import io.tarn.catalog.domain.openlineage.Exports;
import io.tarn.catalog.domain.openlineage.RunEvents;
import io.tarn.catalog.domain.openlineage.TableColumns;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.model.event.RunEnded;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Puts the framework-free parts of the domain together: where rows come from, and the runs that
 * made them.
 */
class LineageBeans {
  @Produces
  @Singleton
  Lineage lineage(LineageStore store, TableKinds kinds, AccessControl access) {
    return new Lineage(store, kinds, access);
  }

  @Produces
  @Singleton
  PastLineage pastLineage(OriginStore store, TableKinds kinds, AccessControl access) {
    return new PastLineage(store, kinds, access);
  }

  @Produces
  @Singleton
  LineageReports lineageReports(ReportedRuns store, AccessControl access, AuditTrail trail) {
    return new LineageReports(store, access, trail);
  }

  @Produces
  @Singleton
  Runs runs(RunStore store, AccessControl access) {
    return new Runs(store, access);
  }

  @Produces
  @Singleton
  Exports exports(CommitLog commits, RunStore runs, TableColumns columns, CatalogConfig config) {
    CatalogConfig.OpenLineage told = config.openlineage();
    return new Exports(
        commits,
        runs,
        columns,
        new RunEvents(told.namespace(), error -> told.errors() ? error : RunEnded.HIDDEN_ERROR));
  }
}
