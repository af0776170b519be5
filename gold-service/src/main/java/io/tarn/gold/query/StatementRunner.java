package io.tarn.gold.query;

import io.tarn.gold.config.GoldConfig;
import io.tarn.gold.sql.CatalogNames;
import io.tarn.gold.tables.Excerpt;
import io.tarn.gold.tables.Excerpts;
import io.tarn.gold.worker.Format;
import io.tarn.gold.worker.Lease;
import io.tarn.gold.worker.Reply;
import io.tarn.gold.worker.Task;
import io.tarn.gold.worker.WorkerPool;
import io.tarn.model.TableName;
import io.tarn.service.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Has a judged statement run by a worker, over files that hold what its author may see. */
@ApplicationScoped
class StatementRunner {
  private final WorkerPool workers;
  private final Excerpts excerpts;
  private final GoldConfig.Statements limits;
  private final Path folders;

  StatementRunner(
      WorkerPool workers, Excerpts excerpts, GoldConfig config, PlatformConfig platform) {
    this.workers = workers;
    this.excerpts = excerpts;
    this.limits = config.statements();
    this.folders = platform.dataDir().resolve("statements").toAbsolutePath();
    // What a crash has left behind.
    StatementFolder.delete(folders);
  }

  /** The answer, which is the caller's to close. */
  Answer run(Question question, Permitted permitted, BooleanSupplier cancelled) {
    StatementFolder folder = StatementFolder.in(folders);
    try {
      for (Excerpt table : permitted.excerpts()) {
        excerpts.link(table, folder.table(table));
      }
      Reply reply;
      try (Lease worker = workers.take()) {
        Task.Run task = task(question, permitted, folder);
        reply = worker.run(permitted.statement().sql(), task, cancelled);
      }
      long policyVersion = permitted.decisions().policyVersion();
      return new Answer(reply.columns(), reply.rows(), reply.truncated(), policyVersion, folder);
    } catch (RuntimeException failed) {
      folder.close();
      throw failed;
    }
  }

  private Task.Run task(Question question, Permitted permitted, StatementFolder folder) {
    long most = question.format() == Format.json ? limits.jsonRows() : limits.fileRows();
    long rows = Math.clamp(question.maxRows().orElse(most), 0, most);
    Duration timeout = question.timeout().orElse(limits.timeout());
    long millis = Math.clamp(timeout.toMillis(), 1, limits.timeout().toMillis());
    List<Excerpt> tables = permitted.excerpts();
    return new Task.Run(
        permitted.statement().defaultCatalog().map(CatalogNames::inEngine).orElse(null),
        tables.stream().map(table -> view(table.table(), folder.table(table))).toList(),
        tables.stream().map(table -> folder.table(table).toString()).toList(),
        new Task.Output(
            folder.answer().toString(), question.format(), rows, limits.answer().asLongValue()),
        millis);
  }

  private static Task.View view(TableName name, Path file) {
    return new Task.View(
        CatalogNames.inEngine(name.catalog()),
        name.namespace(),
        name.table(),
        "SELECT * FROM read_parquet('" + file.toString().replace("'", "''") + "')");
  }
}
