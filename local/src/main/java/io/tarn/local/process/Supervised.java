package io.tarn.local.process;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Keeps one server running: starts it, waits until it is ready, starts it again when it dies, each
 * time after a longer pause.
 */
public final class Supervised {
  /** Generous: one that fails mostly ends, and a busy machine is no failure. */
  private static final Duration STARTUP_LIMIT = Duration.ofMinutes(5);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** Running this long, a server has recovered: its next death is a new story. */
  private static final Duration RECOVERED = Duration.ofSeconds(30);

  private final Launch launch;
  private final Readiness readiness;
  private final Footprint footprint;
  private final Progress progress;

  private volatile Child child;
  private volatile boolean stopping;

  public Supervised(Launch launch, Readiness readiness, Footprint footprint, Progress progress) {
    this.launch = launch;
    this.readiness = readiness;
    this.footprint = footprint;
    this.progress = progress;
  }

  public String name() {
    return launch.name();
  }

  /**
   * Starts it and returns when it is ready.
   *
   * @throws TarnException naming reason and log, when it ends first or takes over 5 minutes
   */
  public void start() {
    Instant began = Instant.now();
    launch();
    awaitReady();
    progress.ready(name(), Duration.between(began, Instant.now()));
    Thread.ofVirtual().name("supervisor-" + name()).start(this::supervise);
  }

  /** Ends it for good; returns when it has ended. */
  public void stop() {
    stopping = true;
    synchronized (this) {
      if (child != null) {
        child.stop(STOP_PATIENCE);
        footprint.pidFile().delete();
      }
    }
  }

  /** SIGKILL; the supervision brings it back. */
  public void kill() {
    child.kill();
  }

  public boolean ready() {
    Child now = child;
    return now != null && now.alive() && readiness.ready();
  }

  /** Bytes, as {@link Memory#proportional} counts them. */
  public long memory() {
    Child now = child;
    return now == null ? 0 : Memory.proportional(now.handle());
  }

  private synchronized void launch() {
    if (stopping) {
      throw new TarnException(ErrorKind.UNAVAILABLE, name() + " is being stopped");
    }
    child = ProcessStarter.start(launch, footprint.log());
    footprint.pidFile().write(child.handle());
  }

  private void awaitReady() {
    Instant limit = Instant.now().plus(STARTUP_LIMIT);
    while (!readiness.ready()) {
      if (!child.alive()) {
        throw failed("it ended before it was ready");
      }
      if (Instant.now().isAfter(limit)) {
        throw failed("it is not ready after " + STARTUP_LIMIT.toSeconds() + " s");
      }
      pause(Duration.ofMillis(50));
    }
    // Somebody else may answer at its port.
    if (!child.alive()) {
      throw failed("it ended before it was ready");
    }
  }

  private void supervise() {
    Duration pause = FIRST_PAUSE;
    while (!stopping) {
      try {
        Instant since = Instant.now();
        int exit = child.awaitExit();
        if (stopping) {
          return;
        }
        if (Duration.between(since, Instant.now()).compareTo(RECOVERED) > 0) {
          pause = FIRST_PAUSE;
        }
        footprint.pidFile().delete();
        if (!awaitRelease()) {
          progress.note(
              name() + " died (exit " + exit + "), starting it again; its log: " + footprint.log());
          pause(pause);
          pause = pause.multipliedBy(2);
          pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
        launch();
        awaitReady();
        progress.note(name() + " is back");
      } catch (TarnException e) {
        if (!stopping) {
          progress.note(e.getMessage());
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Whether it was held, and waited for. */
  private boolean awaitRelease() {
    if (!Files.exists(footprint.held())) {
      return false;
    }
    progress.note(name() + " is held down");
    while (Files.exists(footprint.held()) && !stopping) {
      pause(Duration.ofMillis(200));
    }
    return true;
  }

  private TarnException failed(String reason) {
    return new TarnException(
        ErrorKind.UNAVAILABLE,
        name() + " did not start: " + reason + lastWords(),
        "Its log: " + footprint.log());
  }

  private String lastWords() {
    try {
      List<String> lines =
          Files.readAllLines(footprint.log()).stream().filter(line -> !line.isBlank()).toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - 5), lines.size());
      return last.isEmpty() ? "" : "\n    " + String.join("\n    ", last);
    } catch (IOException e) {
      return "";
    }
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TarnException(ErrorKind.UNAVAILABLE, "Interrupted while waiting");
    }
  }
}
