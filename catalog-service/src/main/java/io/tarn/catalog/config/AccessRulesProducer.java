package io.tarn.catalog.config;

import io.quarkus.arc.DefaultBean;
import io.tarn.catalog.domain.AccessRules;
import io.tarn.catalog.domain.TrustedAccessRules;
import io.tarn.model.Principal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules that hold while no policies are kept: fail closed. */
class AccessRulesProducer {
  @Produces
  @DefaultBean
  @ApplicationScoped
  AccessRules trustedOnly(CatalogConfig config) {
    return new TrustedAccessRules(
        config.administrators().orElse(Set.of()).stream()
            .map(Principal::parse)
            .collect(Collectors.toUnmodifiableSet()));
  }
}
