package io.tarn.ml.training;

import io.quarkus.runtime.ShutdownEvent;
import io.tarn.ml.domain.ModelVersion;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.ModelManifest;
import io.tarn.service.DeclaredManifests.Declared;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One training at a time, on a platform thread: XGBoost is native code. */
@ApplicationScoped
public class TrainingThread {
  private final Training training;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("training").daemon().factory());

  TrainingThread(Training training) {
    this.training = training;
  }

  /** Trains now and waits for it. */
  public ModelVersion train(Declared<ModelManifest> declared) {
    try {
      return thread.submit(() -> training.train(declared)).get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TarnException(ErrorKind.UNAVAILABLE, "The service is stopping.");
    }
  }

  /** Runs something on the thread as soon as it is free. */
  void now(Runnable task) {
    thread.execute(task);
  }

  /** Runs something on the thread later. */
  ScheduledFuture<?> later(Duration delay, Runnable task) {
    return thread.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    thread.shutdownNow();
  }
}
