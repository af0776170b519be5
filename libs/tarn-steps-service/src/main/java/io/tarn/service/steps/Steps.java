package io.tarn.service.steps;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tarn.engine.SqlEngine;
import io.tarn.model.TableName;
import io.tarn.model.event.ManifestChanged;
import io.tarn.model.event.RunEnded;
import io.tarn.model.event.TableCommitted;
import io.tarn.model.manifest.TableManifest;
import io.tarn.service.DeclaredManifests;
import io.tarn.service.FeedConnected;
import io.tarn.service.RunReporter;
import io.tarn.steps.DeclaredStep;
import io.tarn.steps.Extent;
import io.tarn.steps.SchedulerSettings;
import io.tarn.steps.StepRunner;
import io.tarn.steps.StepScheduler;
import io.tarn.steps.StepStatus;
import io.tarn.tables.Lakehouse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The steps of this service, moved by the platform's events. */
@ApplicationScoped
public class Steps {
  private final StepScheduler scheduler;

  Steps(
      Lakehouse lakehouse,
      CatalogCommits commits,
      SqlEngine engine,
      DeclaredManifests manifests,
      Reporting reporting) {
    scheduler =
        new StepScheduler(
            new StepRunner(lakehouse, commits, engine, reporting.service()),
            () -> declared(manifests, reporting.config().namespace()),
            reporting.reporter()::report,
            new SchedulerSettings(
                reporting.config().parallel(),
                reporting.config().sweep(),
                reporting.config().firstRetry(),
                reporting.config().lastRetry()));
  }

  /** Who runs them, how, and who is told. */
  @ApplicationScoped
  static class Reporting {
    private final String service;
    private final StepsConfig config;
    private final RunReporter reporter;

    Reporting(
        @ConfigProperty(name = "quarkus.application.name") String service,
        StepsConfig config,
        RunReporter reporter) {
      this.service = service;
      this.config = config;
      this.reporter = reporter;
    }

    String service() {
      return service;
    }

    StepsConfig config() {
      return config;
    }

    RunReporter reporter() {
      return reporter;
    }
  }

  private static List<DeclaredStep> declared(DeclaredManifests manifests, String namespace) {
    return manifests.all(TableManifest.class).stream()
        .filter(declared -> declared.manifest().table().namespace().equals(namespace))
        .map(declared -> new DeclaredStep(declared.manifest(), declared.version()))
        .toList();
  }

  /** How every step stands. */
  public List<StepStatus> statuses() {
    return scheduler.statuses();
  }

  /** Runs a step now; empty when there was nothing to do. */
  public Optional<RunEnded> run(TableName table, Extent extent) {
    return scheduler.run(table, extent);
  }

  void start(@Observes StartupEvent started) {
    scheduler.start();
  }

  void stop(@Observes ShutdownEvent stopping) {
    scheduler.close();
  }

  void committed(@Observes TableCommitted commit) {
    scheduler.committed(commit.table());
  }

  void changed(@Observes ManifestChanged change) {
    scheduler.declarationsChanged();
  }

  void connected(@Observes FeedConnected feed) {
    scheduler.declarationsChanged();
  }
}
