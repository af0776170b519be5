package io.tarn.gold.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A process that runs one statement after the other, each in a database of its own. Tasks come in
 * by standard input, replies go out by standard output; it ends with its input, and so with its
 * parent, even in the middle of a statement.
 */
public final class QueryWorker {
  /** Said once, when it can take tasks. */
  static final String READY = "ready";

  private final ObjectMapper json = new ObjectMapper();
  private final BlockingQueue<String> tasks = new LinkedBlockingQueue<>();
  private final Limits limits;
  private final PrintStream out;

  private QueryWorker(Limits limits, PrintStream out) {
    this.limits = limits;
    this.out = out;
  }

  /** Arguments: memory limit as DuckDB writes it, number of threads, limit of spilled bytes. */
  public static void main(String[] arguments) throws Exception {
    PrintStream replies = System.out;
    // Whatever a library prints must not be taken for a reply.
    System.setOut(System.err);
    Limits limits = new Limits(arguments[0], Integer.parseInt(arguments[1]), arguments[2]);
    new QueryWorker(limits, replies).serve();
  }

  private void serve() throws IOException, SQLException, InterruptedException {
    Thread.ofPlatform().daemon().name("tasks").start(this::read);
    QuerySession session = QuerySession.open(limits);
    say(READY);
    while (true) {
      Task task = json.readValue(tasks.take(), Task.class);
      if (task.run() == null) {
        say(json.writeValueAsString(session.parse(task.sql())));
        continue;
      }
      Reply reply = session.run(task.sql(), task.run());
      // What a statement left behind ends with its database, before anybody hears of it.
      session.close();
      say(json.writeValueAsString(reply));
      session = QuerySession.open(limits);
    }
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        tasks.add(line);
      }
    } catch (IOException parentGone) {
      // The same as the end of the input.
    }
    Runtime.getRuntime().halt(0);
  }

  private void say(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }
}
