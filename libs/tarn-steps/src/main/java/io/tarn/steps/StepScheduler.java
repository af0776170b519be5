package io.tarn.steps;

import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.RunEnded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs steps when their inputs have moved. Events only wake a step, which then looks at the state
 * itself, and every step is woken now and then without one: a lost or repeated event changes
 * nothing. No step runs twice at once.
 */
public final class StepScheduler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StepScheduler.class);

  private static final Duration LAST_RUNS = Duration.ofSeconds(8);

  private final StepRunner runner;
  private final Supplier<List<DeclaredStep>> declared;
  private final Consumer<RunEnded> listener;
  private final SchedulerSettings settings;
  private final Semaphore permits;
  private final Map<TableName, ScheduledStep> steps = new ConcurrentSkipListMap<>();
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService clock = Executors.newVirtualThreadPerTaskExecutor();
  private volatile String trouble = "";

  /**
   * @param declared the steps that shall run, asked again and again
   * @param listener hears of every run that did something; must be quick
   */
  public StepScheduler(
      StepRunner runner,
      Supplier<List<DeclaredStep>> declared,
      Consumer<RunEnded> listener,
      SchedulerSettings settings) {
    this.runner = runner;
    this.declared = declared;
    this.listener = listener;
    this.settings = settings;
    this.permits = new Semaphore(settings.parallel(), true);
  }

  /** Looks at every step, at once and from then on. */
  public void start() {
    submit(
        clock,
        () -> {
          while (!clock.isShutdown()) {
            pause(sweep() ? settings.sweep() : settings.firstRetry());
          }
        });
  }

  /** A table has a new commit: wakes the steps that read it. Does not wait. */
  public void committed(TableName table) {
    steps.values().stream()
        .filter(step -> step.declared().manifest().from().containsValue(table))
        .forEach(this::wake);
  }

  /** What is declared has changed. Does not wait. */
  public void declarationsChanged() {
    submit(work, this::sweep);
  }

  /**
   * Runs a step now and waits for the end.
   *
   * @return empty when there was nothing to do
   * @throws TarnException NOT_FOUND when there is no such step
   */
  public Optional<RunEnded> run(TableName table, Extent extent) {
    if (!steps.containsKey(table)) {
      declare();
    }
    ScheduledStep step = steps.get(table);
    if (step == null) {
      throw new TarnException(
          ErrorKind.NOT_FOUND,
          "No step here writes %s.".formatted(table),
          "The steps are: " + steps.keySet() + ".");
    }
    try {
      return step.run(extent);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while " + table + " was refreshed");
    }
  }

  /** How every step stands, by name. */
  public List<StepStatus> statuses() {
    return steps.values().stream().map(ScheduledStep::status).toList();
  }

  /** Looks what is declared and wakes all of it; answers whether that worked. */
  private boolean sweep() {
    try {
      declare();
      steps.values().forEach(this::wake);
      trouble = "";
      return true;
    } catch (RuntimeException away) {
      String message = String.valueOf(away.getMessage());
      if (!message.equals(trouble)) {
        LOG.warn("The declared steps cannot be looked up, trying again: {}", message);
        trouble = message;
      }
      return false;
    }
  }

  private synchronized void declare() {
    Map<TableName, DeclaredStep> now =
        declared.get().stream().collect(Collectors.toMap(DeclaredStep::table, step -> step));
    Set<TableName> gone = Set.copyOf(steps.keySet());
    gone.stream().filter(table -> !now.containsKey(table)).forEach(steps::remove);
    now.forEach(
        (table, step) ->
            steps
                .computeIfAbsent(table, any -> new ScheduledStep(step, runner, permits, listener))
                .declare(step));
  }

  private void wake(ScheduledStep step) {
    if (step.wake()) {
      submit(
          work,
          () -> step.work(failures -> later(settings.retryAfter(failures), () -> wake(step))));
    }
  }

  private void later(Duration wait, Runnable task) {
    submit(
        clock,
        () -> {
          pause(wait);
          if (!clock.isShutdown()) {
            task.run();
          }
        });
  }

  private static void pause(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static void submit(ExecutorService executor, Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException closed) {
      LOG.debug("Closed: nothing is started any more");
    }
  }

  /**
   * Starts nothing more and lets runs that go on come to their end: a commit that is cut off may
   * have happened or not.
   */
  @Override
  public void close() {
    clock.shutdownNow();
    steps.values().forEach(ScheduledStep::stop);
    work.shutdown();
    try {
      if (!work.awaitTermination(LAST_RUNS.toMillis(), TimeUnit.MILLISECONDS)) {
        work.shutdownNow();
      }
    } catch (InterruptedException e) {
      work.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
