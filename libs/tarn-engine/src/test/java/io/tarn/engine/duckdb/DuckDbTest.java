package io.tarn.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a database that runs a step's SQL cannot do, even if the SQL got past every check. */
class DuckDbTest {
  @TempDir Path directory;

  @Test
  void aLockedDatabaseReachesItsInputsOnly() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret.csv"), "a\n1\n");
    Path input = Files.writeString(directory.resolve("input.csv"), "a\n2\n");
    Path output = Files.createDirectory(directory.resolve("out"));
    try (DuckDb db = DuckDb.open(DuckDbSettings.in(directory)).locked(List.of(input), output)) {
      assertThat(db.texts("SELECT a FROM read_csv('%s')".formatted(input))).containsExactly("2");
      db.execute("COPY (SELECT 1) TO '%s/x.csv'".formatted(output));
      for (String attack :
          List.of(
              "SELECT * FROM read_csv('%s')".formatted(secret),
              "SELECT * FROM read_text('/etc/passwd')",
              "SELECT * FROM glob('/etc/*')",
              "SELECT * FROM '%s'".formatted(secret),
              "SELECT * FROM read_csv('%s/../secret.csv')".formatted(output),
              "COPY (SELECT 1) TO '%s'".formatted(directory.resolve("stolen.csv")),
              "ATTACH '%s'".formatted(directory.resolve("other.db")),
              "SET enable_external_access = true",
              "SET allowed_directories = ['/']",
              "SET memory_limit = '100GB'",
              "RESET lock_configuration",
              "INSTALL httpfs",
              "LOAD httpfs",
              "SELECT * FROM read_csv('http://127.0.0.1:1/x')",
              "EXPORT DATABASE '%s'".formatted(directory.resolve("dump")))) {
        assertThatThrownBy(() -> db.execute(attack)).as(attack).isInstanceOf(TarnException.class);
      }
    }
    assertThat(directory.resolve("stolen.csv")).doesNotExist();
  }

  @Test
  void whatTakesTooLongIsStopped() {
    try (NativeThreads threads = new NativeThreads(DuckDbSettings.in(directory))) {
      String endless = "SELECT count(*) FROM range(1000000000000) a, range(1000000) b";

      assertThatThrownBy(() -> threads.call(Duration.ofMillis(300), 0, db -> db.number(endless)))
          .isInstanceOfSatisfying(
              TarnException.class, late -> assertThat(late.kind()).isEqualTo(ErrorKind.LIMITED));

      long next = threads.call(Duration.ofSeconds(30), 0, db -> db.number("SELECT 42"));
      assertThat(next).isEqualTo(42);
    }
  }

  @Test
  void whatNobodyWaitsForIsStopped() throws InterruptedException {
    try (NativeThreads threads = new NativeThreads(DuckDbSettings.in(directory))) {
      Throwable[] seen = new Throwable[1];
      Thread waiting =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      threads.call(
                          Duration.ofMinutes(5),
                          0,
                          db -> db.number("SELECT count(*) FROM range(1000000000000) a"));
                    } catch (RuntimeException stopped) {
                      seen[0] = stopped;
                    }
                  });

      waiting.interrupt();
      waiting.join(Duration.ofSeconds(30));

      assertThat(seen[0]).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void tooMuchMemoryIsALimitAndNotAFault() {
    DuckDbSettings small =
        new DuckDbSettings(directory, "50MB", 1, 1, 1L << 20, Duration.ofMinutes(1));
    try (DuckDb db = DuckDb.open(small)) {
      assertThatThrownBy(
              () ->
                  db.number("SELECT length(string_agg(repeat('x', 1000), '')) FROM range(200000)"))
          .isInstanceOfSatisfying(
              TarnException.class, full -> assertThat(full.kind()).isEqualTo(ErrorKind.LIMITED));
    }
  }
}
