package io.tarn.gold.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.gold.sql.Place;
import io.tarn.gold.worker.Reply.Failure;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A worker that is ours for one statement. */
public final class Lease implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PARSING = Duration.ofSeconds(5);

  /** The worker stops by itself; it is killed only when it does not. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final WorkerProcess worker;
  private final Consumer<WorkerProcess> giveBack;

  Lease(WorkerProcess worker, Consumer<WorkerProcess> giveBack) {
    this.worker = worker;
    this.giveBack = giveBack;
  }

  /**
   * The statement's syntax tree. Parsing happens in the worker too: there are statements that take
   * the parser gigabytes.
   *
   * @throws TarnException INVALID when the tree is too deep; UNPROCESSABLE when it takes too much
   */
  public JsonNode parse(String sql, BooleanSupplier cancelled) {
    Reply reply = ask(Task.parse(sql), PARSING, cancelled);
    try {
      return JSON.readTree(reply.tree());
    } catch (JsonProcessingException tooDeep) {
      throw new TarnException(
          ErrorKind.INVALID, "The statement is nested too deeply.", "Use WITH.", tooDeep);
    }
  }

  /**
   * Runs a statement that passed the gate.
   *
   * @throws TarnException INVALID with the engine's message and its place; UNPROCESSABLE when it
   *     takes more time, memory or room than it may; INTERNAL
   */
  public Reply run(String sql, Task.Run run, BooleanSupplier cancelled) {
    Duration timeout = Duration.ofMillis(run.timeoutMillis());
    return ask(new Task(sql, run), timeout.plus(GRACE), cancelled);
  }

  private Reply ask(Task task, Duration timeout, BooleanSupplier cancelled) {
    try {
      Reply reply = worker.ask(task, timeout, cancelled);
      if (reply.failure() != null) {
        throw failed(task.sql(), reply.failure());
      }
      return reply;
    } catch (StoppedException stopped) {
      throw switch (stopped.reason()) {
        case time -> tooSlow();
        case memory -> tooBig();
        case cancelled -> new TarnException(ErrorKind.INVALID, "The statement was cancelled.");
        case ended ->
            new TarnException(
                ErrorKind.UNPROCESSABLE,
                "The process that ran the statement ended.",
                "The statement probably needs too much memory or is nested too deeply.",
                stopped);
      };
    }
  }

  private static TarnException failed(String sql, Failure failure) {
    return switch (failure.kind()) {
      case statement ->
          new TarnException(
              ErrorKind.INVALID,
              (failure.message().isEmpty() ? "The statement is wrong" : failure.message())
                  + (failure.position() == null
                      ? ""
                      : " (" + Place.of(sql, failure.position()) + ")"),
              "Mend the statement.");
      case time -> tooSlow();
      case memory -> tooBig();
      case size ->
          new TarnException(
              ErrorKind.UNPROCESSABLE,
              "The answer, or the statement itself, is too large.",
              "Select fewer columns or rows, or aggregate; shorten the statement.");
      case refused ->
          new TarnException(
              ErrorKind.INVALID,
              "The statement tried to reach something outside its tables.",
              "Only tables of the catalog can be read.");
      case engine ->
          new TarnException(
              ErrorKind.INTERNAL,
              "The engine failed at this statement.",
              "Write it another way.",
              new SQLException(failure.message()));
    };
  }

  private static TarnException tooSlow() {
    return new TarnException(
        ErrorKind.UNPROCESSABLE,
        "The statement ran longer than it may and was stopped.",
        "Aggregate, filter, or ask for less.");
  }

  private static TarnException tooBig() {
    return new TarnException(
        ErrorKind.UNPROCESSABLE,
        "The statement needed more memory than it may have and was stopped.",
        "Aggregate, filter, or ask for less.");
  }

  @Override
  public void close() {
    giveBack.accept(worker);
  }
}
