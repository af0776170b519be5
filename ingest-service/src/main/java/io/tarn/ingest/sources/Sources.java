package io.tarn.ingest.sources;

import io.quarkus.runtime.Startup;
import io.tarn.ingest.domain.SourceProgress;
import io.tarn.model.TableName;
import io.tarn.model.event.ManifestChanged;
import io.tarn.model.manifest.SourceManifest;
import io.tarn.model.manifest.SourceManifest.Http;
import io.tarn.service.DeclaredManifests;
import io.tarn.service.DeclaredManifests.Declared;
import io.tarn.service.FeedConnected;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Keeps one writer running for each declared source, as they come, change and go. */
@ApplicationScoped
@Startup
public class Sources {
  private static final Logger LOG = Logger.getLogger(Sources.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final DeclaredManifests declared;
  private final WorkFactory factory;
  private final SourceMeters meters;
  private final Map<TableName, Running> running = new ConcurrentHashMap<>();
  private final Semaphore woken = new Semaphore(0);
  private Thread thread;
  private volatile boolean stopping;

  private record Running(SourceManifest manifest, WriterThread writer) {}

  /** A source and how far it has come. */
  public record State(SourceManifest manifest, SourceProgress progress, boolean alive) {}

  Sources(DeclaredManifests declared, WorkFactory factory, SourceMeters meters) {
    this.declared = declared;
    this.factory = factory;
    this.meters = meters;
  }

  /** The source that is pushed to under a path, which begins with a slash. */
  public Optional<SourceManifest> pushedTo(String path) {
    return running.values().stream()
        .map(Running::manifest)
        .filter(source -> source.origin() instanceof Http http && http.path().equals(path))
        .findAny();
  }

  /** All sources by name. */
  public List<State> states() {
    return running.values().stream()
        .map(one -> new State(one.manifest(), one.writer().progress(), one.writer().isAlive()))
        .sorted(Comparator.comparing(state -> state.manifest().table()))
        .toList();
  }

  /**
   * Brings the writers in line with what is declared now.
   *
   * @throws io.tarn.model.error.TarnException UNAVAILABLE when the catalog cannot be asked
   */
  public synchronized void follow() {
    Map<TableName, SourceManifest> wanted =
        declared.now(SourceManifest.class).stream()
            .map(Declared::manifest)
            .collect(Collectors.toMap(SourceManifest::table, Function.identity()));
    for (Running one : List.copyOf(running.values())) {
      if (!one.manifest().equals(wanted.get(one.manifest().table()))) {
        stop(one);
      }
    }
    wanted.values().stream()
        .filter(source -> !running.containsKey(source.table()))
        .forEach(this::start);
  }

  private void start(SourceManifest source) {
    SourceProgress progress = new SourceProgress();
    meters.add(source.name(), progress);
    running.put(
        source.table(),
        new Running(
            source,
            new WriterThread(source.name(), progress, () -> factory.work(source, progress))));
    LOG.infof("Source %s is taken in", source.name());
  }

  private void stop(Running one) {
    running.remove(one.manifest().table());
    one.writer().close();
    meters.remove(one.manifest().name());
    LOG.infof("Source %s is no longer taken in as it was", one.manifest().name());
  }

  @PostConstruct
  void begin() {
    thread = Thread.ofPlatform().daemon().name("sources").start(this::run);
  }

  void hear(@Observes ManifestChanged changed) {
    woken.release();
  }

  void hear(@Observes FeedConnected connected) {
    woken.release();
  }

  private void run() {
    while (!stopping) {
      try {
        follow();
      } catch (RuntimeException e) {
        LOG.debugf("The declared sources could not be looked up: %s", e.getMessage());
      }
      try {
        woken.tryAcquire(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        woken.drainPermits();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @PreDestroy
  void end() throws InterruptedException {
    stopping = true;
    woken.release();
    thread.join(PERIOD.multipliedBy(5));
    running.values().parallelStream().forEach(one -> one.writer().close());
  }
}
