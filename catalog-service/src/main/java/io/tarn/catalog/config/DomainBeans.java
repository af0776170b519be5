package io.tarn.catalog.config;

import io.tarn.catalog.domain.CommitLog;
import io.tarn.catalog.domain.alert.AlertBoard;
import io.tarn.catalog.domain.alert.AlertStore;
import io.tarn.catalog.domain.alert.Alerts;
import io.tarn.catalog.domain.alert.Webhooks;
import io.tarn.catalog.domain.audit.AuditTable;
import io.tarn.catalog.domain.audit.AuditTrail;
import io.tarn.catalog.domain.audit.Auditing;
import io.tarn.catalog.domain.lineage.Lineage;
import io.tarn.catalog.domain.lineage.LineageReports;
import io.tarn.catalog.domain.lineage.LineageStore;
import io.tarn.catalog.domain.lineage.ReportedRuns;
import io.tarn.catalog.domain.lineage.RunStore;
import io.tarn.catalog.domain.lineage.Runs;
import io.tarn.catalog.domain.lineage.TableKinds;
import io.tarn.catalog.domain.manifest.DeclaredKinds;
import io.tarn.catalog.domain.manifest.Effects;
import io.tarn.catalog.domain.manifest.ExistingTables;
import io.tarn.catalog.domain.manifest.ManifestStore;
import io.tarn.catalog.domain.manifest.Manifests;
import io.tarn.catalog.domain.manifest.Planner;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.catalog.domain.permission.Directory;
import io.tarn.catalog.domain.permission.GrantStore;
import io.tarn.catalog.domain.permission.Grants;
import io.tarn.catalog.domain.permission.Memberships;
import io.tarn.catalog.domain.permission.PolicyVersion;
import io.tarn.catalog.domain.permission.RuleBook;
import io.tarn.catalog.domain.permission.RuleStore;
import io.tarn.model.Principal;
import io.tarn.model.manifest.ManifestReader;
import io.tarn.model.manifest.PolicySql;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.stream.Collectors;

/** Puts the framework-free parts of the domain together. */
class DomainBeans {
  @Produces
  @Singleton
  RuleBook ruleBook(RuleStore store, CatalogConfig config) {
    return new RuleBook(store, config.rules().heartbeat(), Clock.systemUTC());
  }

  @Produces
  @Singleton
  Memberships memberships(Directory directory, CatalogConfig config) {
    return new Memberships(
        directory,
        config.services().stream().map(Principal::parse).collect(Collectors.toSet()),
        config.groups().heartbeat(),
        config.groups().keep(),
        Clock.systemUTC());
  }

  @Produces
  @Singleton
  AccessControl access(RuleBook book, AuditTrail trail) {
    return new AccessControl(book, trail);
  }

  @Produces
  @Singleton
  Planner planner(
      PolicySql.Parser policies,
      ManifestStore store,
      ExistingTables tables,
      AccessControl access,
      Webhooks webhooks) {
    return new Planner(new ManifestReader(policies), store, tables, access, webhooks);
  }

  @Produces
  @Singleton
  Manifests manifests(
      ManifestStore store,
      Planner planner,
      Effects effects,
      AccessControl access,
      AuditTrail trail) {
    return new Manifests(store, planner, effects, access, trail);
  }

  @Produces
  @Singleton
  Grants grants(
      GrantStore store,
      RuleBook book,
      PolicyVersion version,
      AccessControl access,
      AuditTrail trail) {
    return new Grants(store, book, version, access, trail);
  }

  @Produces
  @Singleton
  TableKinds kinds(ManifestStore store) {
    return new DeclaredKinds(store);
  }

  @Produces
  @Singleton
  Lineage lineage(LineageStore store, CommitLog commits, TableKinds kinds, AccessControl access) {
    return new Lineage(store, commits, kinds, access);
  }

  @Produces
  @Singleton
  LineageReports lineageReports(ReportedRuns store, AccessControl access, AuditTrail trail) {
    return new LineageReports(store, access, trail);
  }

  @Produces
  @Singleton
  Auditing auditing(AuditTable table, AccessControl access, AuditTrail trail) {
    return new Auditing(table, access, trail);
  }

  @Produces
  @Singleton
  Runs runs(RunStore store, AccessControl access) {
    return new Runs(store, access);
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
}
