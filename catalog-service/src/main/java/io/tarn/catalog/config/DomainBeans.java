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
import io.tarn.catalog.domain.idempotency.OnceOnly;
import io.tarn.catalog.domain.idempotency.RequestKeys;
import io.tarn.catalog.domain.lineage.Lineage;
import io.tarn.catalog.domain.lineage.LineageReports;
import io.tarn.catalog.domain.lineage.LineageStore;
import io.tarn.catalog.domain.lineage.OriginStore;
import io.tarn.catalog.domain.lineage.PastLineage;
import io.tarn.catalog.domain.lineage.ReportedRuns;
import io.tarn.catalog.domain.lineage.RunStore;
import io.tarn.catalog.domain.lineage.Runs;
import io.tarn.catalog.domain.lineage.TableKinds;
import io.tarn.catalog.domain.manifest.ColumnImpact;
import io.tarn.catalog.domain.manifest.DeclaredFormats;
import io.tarn.catalog.domain.manifest.DeclaredKinds;
import io.tarn.catalog.domain.manifest.Effects;
import io.tarn.catalog.domain.manifest.ExistingTables;
import io.tarn.catalog.domain.manifest.ManifestStore;
import io.tarn.catalog.domain.manifest.Manifests;
import io.tarn.catalog.domain.manifest.ManifestsInForce;
import io.tarn.catalog.domain.manifest.Planner;
import io.tarn.catalog.domain.manifest.TableFormats;
import io.tarn.catalog.domain.openlineage.Exports;
import io.tarn.catalog.domain.openlineage.RunEvents;
import io.tarn.catalog.domain.openlineage.TableColumns;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.catalog.domain.permission.ClassificationStore;
import io.tarn.catalog.domain.permission.Classifications;
import io.tarn.catalog.domain.permission.Directory;
import io.tarn.catalog.domain.permission.GrantStore;
import io.tarn.catalog.domain.permission.Grants;
import io.tarn.catalog.domain.permission.Memberships;
import io.tarn.catalog.domain.permission.OwnerStore;
import io.tarn.catalog.domain.permission.Owners;
import io.tarn.catalog.domain.permission.PolicyVersion;
import io.tarn.catalog.domain.permission.RuleBook;
import io.tarn.catalog.domain.permission.RuleChanges;
import io.tarn.catalog.domain.permission.RuleStore;
import io.tarn.catalog.domain.watch.AccessLimits;
import io.tarn.catalog.domain.watch.AccessWatch;
import io.tarn.catalog.domain.watch.ProfileStore;
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
  OnceOnly once(Transactions transactions, RequestKeys keys) {
    return new OnceOnly(transactions, keys);
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
      TableFormats formats,
      AccessControl access,
      Webhooks webhooks) {
    return new Planner(new ManifestReader(policies), store, tables, formats, access, webhooks);
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
  RuleChanges ruleChanges(PolicyVersion version, AccessControl access, AuditTrail trail) {
    return new RuleChanges(version, access, trail);
  }

  @Produces
  @Singleton
  Grants grants(GrantStore store, RuleBook book, RuleChanges changes) {
    return new Grants(store, book, changes);
  }

  @Produces
  @Singleton
  Owners owners(OwnerStore store, Grants grants, RuleChanges changes) {
    return new Owners(store, grants, changes);
  }

  @Produces
  @Singleton
  Classifications classifications(ClassificationStore store, RuleBook book, RuleChanges changes) {
    return new Classifications(store, book, changes);
  }

  @Produces
  @Singleton
  ManifestsInForce manifestsInForce(ManifestStore store, RuleBook book) {
    return new ManifestsInForce(store, book);
  }

  @Produces
  @Singleton
  DeclaredFormats declaredFormats(ManifestStore store) {
    return new DeclaredFormats(store::inForce);
  }

  @Produces
  @Singleton
  TableKinds kinds(ManifestsInForce manifests) {
    return new DeclaredKinds(manifests);
  }

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
  ColumnImpact columnImpact(
      ManifestsInForce manifests, LineageStore lineage, RuleBook book, AccessControl access) {
    return new ColumnImpact(manifests, lineage, book, access);
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

  @Produces
  @Singleton
  Exports exports(CommitLog commits, RunStore runs, TableColumns columns, CatalogConfig config) {
    CatalogConfig.OpenLineage told = config.openlineage();
    return new Exports(
        commits,
        runs,
        columns,
        new RunEvents(told.namespace(), error -> told.errors() ? error : Runs.HIDDEN_ERROR));
  }

  @Produces
  @Singleton
  AlertBoard alertBoard(AlertStore store, ManifestStore manifests, AccessControl access) {
    return new AlertBoard(store, manifests, access);
  }
}
