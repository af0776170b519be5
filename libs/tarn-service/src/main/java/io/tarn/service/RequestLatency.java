package io.tarn.service;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.DoubleStream;

/** Gives the requests' timer buckets, so that percentiles can be told over all instances. */
@Singleton
class RequestLatency {
  private static final double[] MILLIS = {10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000};

  @Produces
  @Singleton
  MeterFilter buckets() {
    DistributionStatisticConfig buckets =
        DistributionStatisticConfig.builder()
            .serviceLevelObjectives(
                DoubleStream.of(MILLIS)
                    .map(millis -> Duration.ofMillis((long) millis).toNanos())
                    .toArray())
            .build();
    return new MeterFilter() {
      @Override
      public DistributionStatisticConfig configure(
          Meter.Id id, DistributionStatisticConfig config) {
        return id.getName().equals("http.server.requests") ? buckets.merge(config) : config;
      }
    };
  }
}
