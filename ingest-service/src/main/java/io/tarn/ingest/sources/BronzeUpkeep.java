package io.tarn.ingest.sources;

import io.quarkus.runtime.Startup;
import io.tarn.engine.TableUpkeep;
import io.tarn.ingest.config.IngestConfig;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Keeps the bronze tables of the declared sources small, one after the other. */
@ApplicationScoped
@Startup
public class BronzeUpkeep {
  private final Sources sources;
  private final TableUpkeep upkeep;
  private final Duration period;
  private final Semaphore stop = new Semaphore(0);

  BronzeUpkeep(Sources sources, TableUpkeep upkeep, IngestConfig config) {
    this.sources = sources;
    this.upkeep = upkeep;
    this.period = config.maintenance().period();
  }

  @PostConstruct
  void begin() {
    Thread.ofPlatform().daemon().name("bronze-upkeep").start(this::run);
  }

  private void run() {
    try {
      while (!stop.tryAcquire(period.toMillis(), TimeUnit.MILLISECONDS)) {
        sources.states().forEach(state -> upkeep.tend(state.manifest().table()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @PreDestroy
  void end() {
    stop.release();
  }
}
