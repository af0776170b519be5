package io.tarn.ml.training;

import io.micrometer.core.instrument.MeterRegistry;
import io.tarn.ml.domain.ModelVersion;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.ManifestChanged;
import io.tarn.model.event.TableCommitted;
import io.tarn.model.manifest.ModelManifest;
import io.tarn.service.DeclaredManifests;
import io.tarn.service.DeclaredManifests.Declared;
import io.tarn.service.FeedConnected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Trains a model once its input has been quiet for a while. */
@ApplicationScoped
class TrainingSchedule {
  private static final Logger LOG = Logger.getLogger(TrainingSchedule.class);
  private static final Duration RETRY = Duration.ofSeconds(15);

  private final DeclaredManifests manifests;
  private final TrainingThread thread;
  private final Training training;
  private final MeterRegistry metrics;
  private final Map<String, ScheduledFuture<?>> due = new ConcurrentHashMap<>();

  TrainingSchedule(
      DeclaredManifests manifests,
      TrainingThread thread,
      Training training,
      MeterRegistry metrics) {
    this.manifests = manifests;
    this.thread = thread;
    this.training = training;
    this.metrics = metrics;
  }

  /** What was committed while nobody listened. */
  void connected(@Observes FeedConnected feed) {
    soon(model -> true);
  }

  void declared(@Observes ManifestChanged changed) {
    if (changed.kind().equals("Model")) {
      soon(model -> model.name().equals(changed.name()));
    }
  }

  void committed(@Observes TableCommitted commit) {
    soon(model -> model.from().equals(commit.table()));
  }

  /** On the thread, since looking manifests up may wait for the catalog. */
  private void soon(Predicate<ModelManifest> which) {
    thread.now(() -> schedule(which));
  }

  private void schedule(Predicate<ModelManifest> which) {
    try {
      for (Declared<ModelManifest> declared : manifests.all(ModelManifest.class)) {
        if (which.test(declared.manifest())) {
          schedule(declared, declared.manifest().retrainAfter());
        }
      }
    } catch (TarnException away) {
      LOG.infof("Models are not known yet: %s", away.getMessage());
      due.put("all", thread.later(RETRY, () -> schedule(model -> true)));
    }
  }

  private void schedule(Declared<ModelManifest> declared, Duration delay) {
    due.compute(
        declared.manifest().name(),
        (name, pending) -> {
          if (pending != null) {
            pending.cancel(false);
          }
          return thread.later(delay, () -> train(declared));
        });
  }

  private void train(Declared<ModelManifest> declared) {
    String model = declared.manifest().name();
    try {
      if (training.upToDate(declared.manifest())) {
        return;
      }
      ModelVersion version = training.train(declared);
      LOG.infof("%s is now version %d (%s)", model, version.version(), version.algorithm());
      count(model, "succeeded");
    } catch (TarnException expected) {
      LOG.infof("%s was not trained: %s", model, expected.getMessage());
      count(model, "failed");
      if (expected.kind() == ErrorKind.UNAVAILABLE || expected.kind() == ErrorKind.CONFLICT) {
        schedule(declared, RETRY);
      }
    } catch (RuntimeException unexpected) {
      LOG.errorf(unexpected, "%s could not be trained", model);
      count(model, "failed");
      schedule(declared, RETRY);
    }
  }

  private void count(String model, String outcome) {
    metrics.counter("tarn.ml.trainings", "model", model, "outcome", outcome).increment();
  }
}
