package io.tarn.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedTest {
  private static final String SERVE = "echo $$ >> pids; touch up; exec sleep 600";

  @TempDir Path directory;
  private final Notes notes = new Notes();
  private Supervised server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop();
    }
  }

  @Test
  void aServerIsReadyWhenItsProbeSaysSo() {
    server = supervised(SERVE);

    server.start();

    assertThat(directory.resolve("up")).exists();
    assertThat(notes.ready).containsExactly("part");
    assertThat(server.ready()).isTrue();
  }

  @Test
  void aFailedStartNamesThePartTheReasonAndTheLog() {
    server = supervised("echo starting; echo the disk is full; exit 3");

    assertThatThrownBy(server::start)
        .isInstanceOf(TarnException.class)
        .hasMessageContaining("part did not start: it ended before it was ready")
        .hasMessageContaining("the disk is full")
        .extracting(error -> ((TarnException) error).hint().orElseThrow())
        .asString()
        .contains(footprint().log().toString());
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    server =
        new Supervised(
            Launch.of("part", List.of("/does/not/exist"), Map.of()),
            () -> false,
            footprint(),
            notes);

    assertThatThrownBy(server::start)
        .isInstanceOf(TarnException.class)
        .hasMessageContaining("part");
  }

  @Test
  void aServerThatDiesIsStartedAgainAndReported() throws IOException {
    // Given
    server = supervised(SERVE);
    server.start();
    // When
    server.kill();
    // Then
    await().until(() -> notes.all.contains("part is back"));
    assertThat(notes.all.getFirst()).startsWith("part died (exit 137), starting it again");
    assertThat(Files.readAllLines(directory.resolve("pids"))).hasSize(2);
    assertThat(footprint().pidFile().process().map(ProcessHandle::pid))
        .hasValue(Long.valueOf(Files.readAllLines(directory.resolve("pids")).getLast()));
  }

  @Test
  void aServerThatIsHeldComesBackWhenReleased() throws IOException {
    // Given
    server = supervised(SERVE);
    server.start();
    Files.createFile(footprint().held());
    server.kill();
    await().until(() -> notes.all.contains("part is held down"));
    assertThat(server.ready()).isFalse();
    // When
    Files.delete(footprint().held());
    // Then
    await().until(() -> notes.all.contains("part is back"));
  }

  @Test
  void aServerThatWasStoppedStaysStopped() {
    server = supervised(SERVE);
    server.start();
    ProcessHandle process = footprint().pidFile().process().orElseThrow();

    server.stop();

    assertThat(process.isAlive()).isFalse();
    assertThat(notes.all).isEmpty();
    assertThat(footprint().pidFile().path()).doesNotExist();
  }

  @Test
  void aServerMayAskForAnotherSignal() {
    // Given one that goes only at SIGINT
    server =
        new Supervised(
            new Launch(
                "part",
                List.of(),
                // A shell that was started with SIGINT ignored could not heed it, Perl can.
                List.of(
                    "perl",
                    "-e",
                    "chdir '"
                        + directory
                        + "'; $SIG{INT} = sub { open(F, '>interrupted'); exit 0 };"
                        + " open(F, '>up'); sleep 600"),
                Map.of(),
                StopSignal.INT),
            () -> Files.exists(directory.resolve("up")),
            footprint(),
            notes);
    server.start();
    // When
    server.stop();
    // Then
    assertThat(directory.resolve("interrupted")).exists();
  }

  private Supervised supervised(String script) {
    return new Supervised(
        Launch.of("part", List.of("sh", "-c", "cd '" + directory + "'; " + script), Map.of()),
        () -> Files.exists(directory.resolve("up")),
        footprint(),
        notes);
  }

  private Footprint footprint() {
    return new Footprint(
        directory.resolve("part.log"),
        new PidFile(directory.resolve("part.pid")),
        directory.resolve("part.held"));
  }

  private static final class Notes implements Progress {
    private final List<String> ready = new CopyOnWriteArrayList<>();
    private final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public void ready(String part, Duration took) {
      ready.add(part);
    }

    @Override
    public void note(String message) {
      all.add(message);
    }
  }
}
