package io.tarn.ingest.sources;

import io.quarkus.runtime.Startup;
import io.tarn.engine.TableUpkeep;
import io.tarn.ingest.config.IngestConfig;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Keeps the bronze tables of the declared sources small, one after the other. */
@ApplicationScoped
@Startup
public class BronzeUpkeep {
  private static final Logger LOG = Logger.getLogger(BronzeUpkeep.class);

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
        sources.states().forEach(state -> tend(state.manifest().table()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tend(TableName table) {
    try {
      upkeep.tend(table);
    } catch (TarnException e) {
      // A table that is not there yet has received nothing; the rest is tried again next time.
      if (e.kind() != ErrorKind.NOT_FOUND) {
        LOG.warnf("%s was not tended: %s", table, e.getMessage());
      }
    } catch (RuntimeException e) {
      LOG.warnf(e, "%s was not tended", table);
    }
  }

  @PreDestroy
  void end() {
    stop.release();
  }
}
