package io.tarn.local.platform;

import io.tarn.local.client.Tokens;
import io.tarn.local.process.Memory;
import io.tarn.local.process.Progress;
import io.tarn.local.process.Supervised;
import io.tarn.local.server.Server;
import io.tarn.local.state.Ports;
import io.tarn.local.state.StateDirectory;
import io.tarn.model.error.TarnException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The platform on this machine: infrastructure and services as supervised child processes. */
public final class LocalPlatform implements Platform {
  private final StateDirectory.Lock lock;
  private final Endpoints endpoints;
  private final Map<String, Supervised> running = new ConcurrentHashMap<>();
  private volatile StartupTimes startupTimes = new StartupTimes(Duration.ZERO, Duration.ZERO);
  private volatile boolean closed;

  private LocalPlatform(StateDirectory.Lock lock, Endpoints endpoints) {
    this.lock = lock;
    this.endpoints = endpoints;
  }

  /**
   * Starts everything and returns when all of it is ready. If this JVM ends, everything ends.
   *
   * @param checkout root of the repository, where the programs were built
   * @param services those to start beside the infrastructure
   * @throws TarnException naming the part that failed, why, and its log; nothing runs then
   */
  public static LocalPlatform start(
      Path checkout, StateDirectory state, Set<TarnService> services, Progress progress) {
    Instant began = Instant.now();
    StateDirectory.Lock lock = state.lock();
    LocalPlatform platform;
    try {
      List<String> survivors = state.endSurvivors();
      if (!survivors.isEmpty()) {
        progress.note("ended what the last run left: " + String.join(", ", survivors));
      }
      state.rotateLogs();
      Ports ports = Ports.choose(state, Plan.PARTS, System.getenv(), progress);
      platform = new LocalPlatform(lock, new Endpoints(ports));
      Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "stop-platform"));
      platform.start(Plan.of(checkout, state, ports, services), state, progress, began);
      state.markReady();
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
    return platform;
  }

  private void start(Plan plan, StateDirectory state, Progress progress, Instant began) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      Map<String, CompletableFuture<Void>> starts = new ConcurrentHashMap<>();
      CompletableFuture<Void> failure = new CompletableFuture<>();
      for (Server server : plan.all()) {
        // Preparing needs nothing but the disk, so it begins at once.
        CompletableFuture<Void> prepared = CompletableFuture.runAsync(server::prepare, threads);
        CompletableFuture<?>[] needs =
            plan.needs(server).stream().map(starts::get).toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> start =
            CompletableFuture.allOf(needs)
                .thenCombine(prepared, (before, ready) -> server)
                .thenAcceptAsync(part -> run(part, state, progress), threads)
                .whenComplete(
                    (done, error) -> {
                      if (error != null) {
                        failure.completeExceptionally(error);
                      }
                    });
        starts.put(server.name(), start);
      }
      CompletableFuture<Void> infrastructure = all(plan.infrastructure(), starts);
      CompletableFuture.anyOf(infrastructure, failure).join();
      Duration infrastructureTook = Duration.between(began, Instant.now());
      CompletableFuture.anyOf(all(plan.services(), starts), failure).join();
      startupTimes = new StartupTimes(infrastructureTook, Duration.between(began, Instant.now()));
    } catch (CompletionException e) {
      close();
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      threads.shutdown();
    }
  }

  private static CompletableFuture<Void> all(
      List<Server> servers, Map<String, CompletableFuture<Void>> starts) {
    return CompletableFuture.allOf(
        servers.stream()
            .map(server -> starts.get(server.name()))
            .toArray(CompletableFuture<?>[]::new));
  }

  private void run(Server server, StateDirectory state, Progress progress) {
    String name = server.name();
    Supervised supervised =
        new Supervised(server.launch(), server.readiness(), state.footprint(name), progress);
    running.put(name, supervised);
    if (closed) {
      return;
    }
    supervised.start();
  }

  @Override
  public Endpoints endpoints() {
    return endpoints;
  }

  @Override
  public Tokens tokens() {
    return new Tokens(endpoints.issuer());
  }

  @Override
  public void kill(TarnService service) {
    running.get(service.id()).kill();
  }

  @Override
  public boolean ready() {
    return running.values().stream().allMatch(Supervised::ready);
  }

  @Override
  public long memory() {
    // Its descendants are all the parts, and what those started.
    return Memory.proportional(ProcessHandle.current());
  }

  @Override
  public StartupTimes startupTimes() {
    return startupTimes;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    // Services first, for they need the others to end well; PostgreSQL last, after Keycloak.
    stop(Set.of(TarnService.values()).stream().map(TarnService::id).toList());
    stop(List.of("kafka", "s3", "keycloak"));
    stop(List.of("postgres"));
    lock.close();
  }

  private void stop(List<String> names) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      names.stream()
          .filter(running::containsKey)
          .forEach(name -> threads.execute(running.get(name)::stop));
    }
  }
}
