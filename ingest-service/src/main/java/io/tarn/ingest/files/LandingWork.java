package io.tarn.ingest.files;

import io.tarn.ingest.domain.Batch;
import io.tarn.ingest.domain.BronzeRecord;
import io.tarn.ingest.domain.SourceProgress;
import io.tarn.ingest.sources.Work;
import io.tarn.ingest.tables.BronzeWriter;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.SourceManifest;
import io.tarn.tables.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Carries the files of one source into its bronze table, each version of a file once: what the
 * catalog committed of it tells where to go on. A file that cannot be split is reported and left
 * out as a whole, the others go on.
 */
public final class LandingWork implements Work {
  /**
   * How files are taken in.
   *
   * @param scratch local folder
   * @param maxRecord bytes
   */
  public record Settings(Duration period, Batch.Limits limits, Path scratch, int maxRecord) {}

  private final TableName source;
  private final SourceManifest.Files where;
  private final Landing landing;
  private final BronzeWriter bronze;
  private final Settings settings;
  private final SourceProgress progress;
  private final Set<LandedFile> settled = new HashSet<>();
  private final Semaphore woken = new Semaphore(0);

  public LandingWork(
      SourceManifest source,
      Landing landing,
      BronzeWriter bronze,
      Settings settings,
      SourceProgress progress) {
    this.source = source.table();
    this.where = (SourceManifest.Files) source.origin();
    this.landing = landing;
    this.bronze = bronze;
    this.settings = settings;
    this.progress = progress;
  }

  @Override
  public void step() throws InterruptedException, IOException {
    List<LandedFile> present = landing.files(where.bucket(), where.prefix());
    forgetThoseNotIn(present);
    List<LandedFile> open = present.stream().filter(file -> !settled.contains(file)).toList();
    if (!open.isEmpty()) {
      Map<String, Long> ends = bronze.ends(source);
      takeAll(open, ends);
    }
    woken.tryAcquire(settings.period().toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void recover() {
    progress.lag(0);
  }

  @Override
  public void wakeUp() {
    woken.release();
  }

  @Override
  public void close() {}

  /** One file's failure does not keep the others waiting; it is tried again next time. */
  private void takeAll(List<LandedFile> open, Map<String, Long> ends) throws IOException {
    RuntimeException failure = null;
    for (LandedFile file : open) {
      try {
        take(file, ends.getOrDefault(file.origin(), 0L));
      } catch (RuntimeException e) {
        progress.trouble(file.toString(), String.valueOf(e.getMessage()));
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void take(LandedFile file, long end) throws IOException {
    Files.createDirectories(settings.scratch());
    Path local = Files.createTempFile(settings.scratch(), "landed-", "");
    try {
      landing.download(file, local);
      long total = FileRecords.count(local, file, where.format(), settings.maxRecord());
      copy(file, local, end, total);
      progress.mended(file.toString());
      settled.add(file);
    } catch (TarnException e) {
      if (e.kind() != ErrorKind.UNPROCESSABLE) {
        throw e;
      }
      report(file, e);
    } finally {
      progress.lag(0);
      Files.deleteIfExists(local);
    }
  }

  private void copy(LandedFile file, Path local, long end, long total) throws IOException {
    progress.committed(file.origin(), end);
    progress.lag(total - end);
    try (FileRecords records = new FileRecords(local, file, where.format(), settings.maxRecord())) {
      records.skip(end);
      Batch batch = new Batch(settings.limits());
      long start = end;
      for (Optional<BronzeRecord> next = records.next(); next.isPresent(); next = records.next()) {
        batch.add(next.get(), Instant.now());
        long reached = next.get().position().offset() + 1;
        if (batch.isFull() || reached == total) {
          bronze.write(source, batch.records(), Map.of(file.origin(), new Range(start, reached)));
          batch.clear();
          start = reached;
          progress.committed(file.origin(), reached);
          progress.lag(total - reached);
        }
      }
    }
  }

  /** What is wrong with the file itself stays wrong until another version of it comes. */
  private void report(LandedFile file, TarnException error) {
    progress.trouble(
        file.toString(), error.getMessage() + error.hint().map(hint -> ". " + hint).orElse(""));
    settled.add(file);
  }

  private void forgetThoseNotIn(List<LandedFile> present) {
    Set<LandedFile> now = new HashSet<>(present);
    for (LandedFile file : Set.copyOf(settled)) {
      if (!now.contains(file)) {
        settled.remove(file);
        progress.mended(file.toString());
      }
    }
  }
}
