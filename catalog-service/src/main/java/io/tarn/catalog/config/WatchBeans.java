package io.tarn.catalog.config;

import io.tarn.catalog.domain.CommitLog;
import io.tarn.catalog.domain.Transactions;
import io.tarn.catalog.domain.alert.AccessAlerts;
import io.tarn.catalog.domain.alert.AlertBoard;
import io.tarn.catalog.domain.alert.AlertStore;
import io.tarn.catalog.domain.alert.Alerts;
import io.tarn.catalog.domain.alert.Webhooks;
import io.tarn.catalog.domain.audit.AuditTable;
import io.tarn.catalog.domain.audit.AuditTrail;
import io.tarn.catalog.domain.audit.Auditing;
import io.tarn.catalog.domain.lineage.RunStore;
import io.tarn.catalog.domain.manifest.ManifestStore;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.catalog.domain.permission.RuleBook;
import io.tarn.catalog.domain.watch.AccessLimits;
import io.tarn.catalog.domain.watch.AccessWatch;
import io.tarn.catalog.domain.watch.ProfileStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the framework-free parts of the domain together: what is written down, watched and told. */
class WatchBeans {
  @Produces
  @Singleton
  Auditing auditing(AuditTable table, AccessControl access, AuditTrail trail) {
    return new Auditing(table, access, trail);
  }

  @Produces
  @Singleton
  Webhooks webhooks(CatalogConfig config) {
    return new Webhooks(config.alerts().hosts());
  }

  @Produces
  @Singleton
  Alerts alerts(ManifestStore manifests, CommitLog commits, RunStore runs, AlertStore store) {
    return new Alerts(manifests, commits, runs, store, Clock.systemUTC());
  }

  @Produces
  @Singleton
  AlertBoard alertBoard(AlertStore store, ManifestStore manifests, AccessControl access) {
    return new AlertBoard(store, manifests, access);
  }

  @Produces
  @Singleton
  AccessAlerts accessAlerts(ProfileStore found, AlertStore store, CatalogConfig config) {
    CatalogConfig.Access access = config.alerts().access();
    return new AccessAlerts(
        found,
        store,
        new AccessAlerts.Notice(access.webhook(), access.firing(), access.shown()),
        Clock.systemUTC());
  }

  @Produces
  @Singleton
  AccessWatch accessWatch(
      ProfileStore store, RuleBook book, Transactions transactions, CatalogConfig config) {
    CatalogConfig.Access access = config.alerts().access();
    return new AccessWatch(
        store,
        book,
        transactions,
        new AccessLimits(
            access.rowsFactor(),
            access.rowsFloor(),
            access.protectedTables(),
            access.refusals(),
            access.refusalsWithin(),
            access.memoryDays()));
  }
}
