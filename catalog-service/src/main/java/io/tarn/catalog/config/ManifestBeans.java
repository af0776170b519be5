package io.tarn.catalog.config;

import io.tarn.catalog.domain.alert.Webhooks;
import io.tarn.catalog.domain.audit.AuditTrail;
import io.tarn.catalog.domain.lineage.LineageStore;
import io.tarn.catalog.domain.lineage.TableKinds;
import io.tarn.catalog.domain.manifest.ColumnImpact;
import io.tarn.catalog.domain.manifest.DeclaredFormats;
import io.tarn.catalog.domain.manifest.DeclaredKinds;
import io.tarn.catalog.domain.manifest.Effects;
import io.tarn.catalog.domain.manifest.ExistingTables;
import io.tarn.catalog.domain.manifest.ManifestStore;
import io.tarn.catalog.domain.manifest.Manifests;
import io.tarn.catalog.domain.manifest.ManifestsInForce;
import io.tarn.catalog.domain.manifest.Origins;
import io.tarn.catalog.domain.manifest.Planner;
import io.tarn.catalog.domain.manifest.Surroundings;
import io.tarn.catalog.domain.manifest.TableFormats;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.catalog.domain.permission.RuleBook;
import io.tarn.model.manifest.ManifestReader;
import io.tarn.model.manifest.PolicySql;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the framework-free parts of the domain together: what is declared. */
class ManifestBeans {
  @Produces
  @Singleton
  Planner planner(
      PolicySql.Parser policies,
      ManifestStore store,
      ExistingTables tables,
      AccessControl access,
      Surroundings surroundings) {
    return new Planner(new ManifestReader(policies), store, tables, access, surroundings);
  }

  @Produces
  @Singleton
  Surroundings surroundings(TableFormats formats, Webhooks webhooks, CatalogConfig config) {
    return new Surroundings(formats, webhooks, new Origins(config.landing()));
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
  ColumnImpact columnImpact(
      ManifestsInForce manifests, LineageStore lineage, RuleBook book, AccessControl access) {
    return new ColumnImpact(manifests, lineage, book, access);
  }
}
