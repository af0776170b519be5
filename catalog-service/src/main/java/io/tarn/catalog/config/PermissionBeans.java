package io.tarn.catalog.config;

import io.tarn.catalog.domain.Transactions;
import io.tarn.catalog.domain.audit.AuditTrail;
import io.tarn.catalog.domain.idempotency.OnceOnly;
import io.tarn.catalog.domain.idempotency.RequestKeys;
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
import io.tarn.model.Principal;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.stream.Collectors;

/**
 * Puts the framework-free parts of the domain together: who may do what, and that it is done once.
 */
class PermissionBeans {
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
  OnceOnly once(Transactions transactions, RequestKeys keys) {
    return new OnceOnly(transactions, keys);
  }
}
