package io.tarn.gold.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.gold.worker.StoppedException.Cause;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One worker, seen from its parent. Used by one statement at a time. */
final class WorkerProcess {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENDED = "";
  private static final long LOOK_MILLIS = 20;
  private static final int EXIT_OUT_OF_HEAP = 3;

  private final Process process;
  private final ResidentMemory memory;
  private final long residentLimit;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private volatile boolean killed;

  private WorkerProcess(Process process, long residentLimit) {
    this.process = process;
    this.residentLimit = residentLimit;
    this.memory = new ResidentMemory(process.pid());
    // Reading a pipe holds on to the thread's carrier, and a small machine has but two.
    Thread.ofPlatform().daemon().name("worker-" + process.pid()).start(this::read);
  }

  /**
   * Starts one and waits until it can take statements.
   *
   * @throws StoppedException when it does not come up
   */
  static WorkerProcess start(WorkerCommand command, WorkerLimits limits)
      throws IOException, StoppedException {
    WorkerProcess worker = new WorkerProcess(command.start(), limits.residentBytes());
    worker.await(limits.start(), () -> false);
    return worker;
  }

  /**
   * Hands a task over and waits for the reply.
   *
   * @param timeout after which the process is killed
   * @param cancelled asked now and then; true kills the process
   * @throws StoppedException when there will be no reply: the process has ended or was killed
   */
  Reply ask(Task task, Duration timeout, BooleanSupplier cancelled) throws StoppedException {
    try {
      OutputStream in = process.getOutputStream();
      in.write((JSON.writeValueAsString(task) + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException gone) {
      throw stop(Cause.ended);
    }
    String line = await(timeout, cancelled);
    try {
      return JSON.readValue(line, Reply.class);
    } catch (JsonProcessingException garbled) {
      throw stop(Cause.ended);
    }
  }

  /** Whether it can take another statement. */
  boolean usable() {
    return !killed && process.isAlive();
  }

  void kill() {
    killed = true;
    process.destroyForcibly();
  }

  long residentBytes() {
    return memory.bytes();
  }

  private String await(Duration timeout, BooleanSupplier cancelled) throws StoppedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (true) {
        String line = lines.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (line != null && !line.equals(ENDED)) {
          return line;
        } else if (line != null) {
          throw stop(process.waitFor() == EXIT_OUT_OF_HEAP ? Cause.memory : Cause.ended);
        } else if (System.nanoTime() > deadline) {
          throw stop(Cause.time);
        } else if (memory.bytes() > residentLimit) {
          throw stop(Cause.memory);
        } else if (cancelled.getAsBoolean()) {
          throw stop(Cause.cancelled);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw stop(Cause.cancelled);
    }
  }

  private StoppedException stop(Cause cause) {
    kill();
    return new StoppedException(cause);
  }

  private void read() {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
    } catch (IOException gone) {
      // The same as the end of its output.
    }
    lines.add(ENDED);
  }
}
