package io.tarn.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long an answer of catalog-service may be used again. */
@ConfigMapping(prefix = "tarn.authorization")
public interface AuthorizationConfig {
  /** A changed policy also ends it, at once; this bounds what a lost event can do. */
  @WithDefault("2s")
  Duration cache();
}
