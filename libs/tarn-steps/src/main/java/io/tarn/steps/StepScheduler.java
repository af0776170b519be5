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

  private final StepRunner runner;
  private final Supplier<List<DeclaredStep>> declared;
  private final Consumer<RunEnded> listener;
  private final SchedulerSettings settings;
  private final Semaphore permits;
  private final Map<TableName, ScheduledStep> steps = new ConcurrentSkipListMap<>();
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();

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
        () -> {
          while (!work.isShutdown()) {
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
    submit(this::sweep);
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
      return true;
    } catch (RuntimeException away) {
      LOG.warn("The declared steps cannot be looked up: {}", away.getMessage());
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
      submit(() -> step.work(failures -> later(settings.retryAfter(failures), () -> wake(step))));
    }
  }

  private void later(Duration wait, Runnable task) {
    submit(
        () -> {
          pause(wait);
          if (!work.isShutdown()) {
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

  private void submit(Runnable task) {
    try {
      work.execute(task);
    } catch (RejectedExecutionException closed) {
      LOG.debug("Closed: nothing is started any more");
    }
  }

  @Override
  public void close() {
    work.shutdownNow();
  }
}
