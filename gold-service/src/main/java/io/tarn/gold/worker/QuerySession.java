package io.tarn.gold.worker;

import io.tarn.gold.worker.Reply.Column;
import io.tarn.gold.worker.Reply.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** A fresh database for one statement. */
final class QuerySession implements AutoCloseable {
  /** In characters; the parent holds it in memory. */
  private static final int LARGEST_TREE = 2_000_000;

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("clock").unstarted(task));

  private final Connection connection;

  private QuerySession(Connection connection) {
    this.connection = connection;
  }

  static QuerySession open(Limits limits) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("memory_limit", limits.memory());
    settings.setProperty("threads", String.valueOf(limits.threads()));
    settings.setProperty("max_temp_directory_size", limits.spill());
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("allow_community_extensions", "false");
    QuerySession session = new QuerySession(DriverManager.getConnection("jdbc:duckdb:", settings));
    session.execute("SET errors_as_json = true");
    session.execute("SET TimeZone = 'UTC'");
    return session;
  }

  Reply parse(String sql) {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT json_serialize_sql(?)")) {
      statement.setString(1, sql);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        String tree = result.getString(1);
        return tree.length() > LARGEST_TREE
            ? Reply.failed(new Reply.Failure(Kind.size, "", null))
            : Reply.parsed(tree);
      }
    } catch (SQLException failure) {
      return Reply.failed(Failures.of(failure, List.of()));
    }
  }

  Reply run(String sql, Task.Run run) {
    AtomicBoolean late = new AtomicBoolean();
    try {
      prepare(run);
      try (Statement statement = connection.createStatement()) {
        ScheduledFuture<?> alarm =
            CLOCK.schedule(() -> stop(statement, late), run.timeoutMillis(), TimeUnit.MILLISECONDS);
        try {
          return run.output().format() == Format.parquet
              ? parquet(statement, sql, run.output())
              : rows(statement, sql, run.output());
        } finally {
          alarm.cancel(false);
        }
      }
    } catch (TooLargeException tooLarge) {
      return Reply.failed(new Reply.Failure(Kind.size, "", null));
    } catch (SQLException failure) {
      return late.get()
          ? Reply.failed(new Reply.Failure(Kind.time, "", null))
          : Reply.failed(Failures.of(failure, run.files()));
    } catch (IOException noRoom) {
      return Reply.failed(new Reply.Failure(Kind.size, "", null));
    }
  }

  private void prepare(Task.Run run) throws SQLException {
    String folder = Path.of(run.output().file()).getParent().toString();
    execute("SET temp_directory = " + literal(folder + "/spill"));
    for (String catalog :
        run.views().stream().map(Task.View::catalog).distinct().sorted().toList()) {
      execute("ATTACH ':memory:' AS " + name(catalog));
    }
    execute(
        "SET allowed_paths = "
            + run.files().stream()
                .map(QuerySession::literal)
                .collect(Collectors.joining(", ", "[", "]")));
    execute("SET allowed_directories = [" + literal(folder + "/") + "]");
    execute("SET enable_external_access = false");
    for (Task.View view : run.views()) {
      String schema = name(view.catalog()) + "." + name(view.namespace());
      execute("CREATE SCHEMA IF NOT EXISTS " + schema);
      execute("CREATE VIEW " + schema + "." + name(view.table()) + " AS " + view.select());
    }
    if (run.defaultCatalog() != null) {
      execute("USE " + name(run.defaultCatalog()));
    }
    execute("SET lock_configuration = true");
  }

  private Reply rows(Statement statement, String sql, Task.Output output)
      throws SQLException, IOException {
    try (ResultSet result = statement.executeQuery(limited(sql, output.maxRows()));
        RowWriter writer = RowWriter.to(output)) {
      List<Column> columns = columns(result.getMetaData());
      writer.header(columns);
      long rows = 0;
      boolean more = false;
      while (!more && result.next()) {
        more = rows == output.maxRows();
        if (!more) {
          writer.row(result, columns.size());
          rows++;
        }
      }
      return Reply.ran(columns, rows, more);
    }
  }

  private Reply parquet(Statement statement, String sql, Task.Output output) throws SQLException {
    String all = output.file() + ".all";
    long found = statement.executeLargeUpdate(copy(limited(sql, output.maxRows()), all));
    String kept = "SELECT * FROM read_parquet(" + literal(all) + ") LIMIT " + output.maxRows();
    try (Statement second = connection.createStatement()) {
      long written = second.executeLargeUpdate(copy(kept, output.file()));
      return Reply.ran(List.of(), written, found > written);
    }
  }

  /**
   * One row more than asked for, to know whether there are more. The statement goes in as a value:
   * query() takes one SELECT and nothing else, a second barrier behind the gate.
   */
  private static String limited(String sql, long rows) {
    return "SELECT * FROM query(" + literal(sql) + ") LIMIT " + (rows + 1);
  }

  private static String copy(String select, String file) {
    return "COPY (" + select + ") TO " + literal(file) + " (FORMAT parquet, COMPRESSION zstd)";
  }

  private static List<Column> columns(ResultSetMetaData metadata) throws SQLException {
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      columns.add(new Column(metadata.getColumnLabel(i), metadata.getColumnTypeName(i)));
    }
    return columns;
  }

  private static void stop(Statement statement, AtomicBoolean late) {
    try {
      late.set(true);
      statement.cancel();
    } catch (SQLException endedAlready) {
      // Then there is nothing to stop.
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String name(String part) {
    return '"' + part + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
