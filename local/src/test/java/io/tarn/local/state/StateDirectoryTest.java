package io.tarn.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
  @TempDir Path root;
  private StateDirectory state;

  @BeforeEach
  void open() {
    state = new StateDirectory(root);
  }

  @Test
  void onePlatformAtATimeRunsInAState() {
    try (StateDirectory.Lock lock = state.lock()) {
      assertThat(lock.channel().isOpen()).isTrue();
      assertThatThrownBy(state::lock)
          .isInstanceOf(TarnException.class)
          .hasMessageContaining("already runs in " + root)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }

    state.lock().close();
    assertThat(state.launcher()).isEmpty();
  }

  @Test
  void whatACrashLeftRunningIsEnded() throws IOException {
    // Given a server whose launcher is gone
    Process survivor = new ProcessBuilder("sleep", "600").start();
    state.pidFile("kafka").write(survivor.toHandle());
    // When
    assertThat(state.endSurvivors()).containsExactly("kafka");
    // Then
    assertThat(survivor.isAlive()).isFalse();
    assertThat(state.pidFile("kafka").path()).doesNotExist();
  }

  @Test
  void oneThatIgnoresTheRequestToEndIsKilled() throws IOException {
    Process deaf =
        new ProcessBuilder("sh", "-c", "trap '' TERM; echo; while :; do sleep 0.1; done").start();
    assertThat(deaf.getInputStream().read()).isEqualTo('\n');
    state.pidFile("kafka").write(deaf.toHandle());

    assertThat(state.endSurvivors()).containsExactly("kafka");

    assertThat(deaf.isAlive()).isFalse();
  }

  @Test
  void anotherProcessThatGotTheSameIdIsLeftAlone() throws IOException {
    // Given the file of a process that started at another time
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      Files.createDirectories(root.resolve("run"));
      Files.writeString(
          root.resolve("run/kafka.pid"), stranger.pid() + " " + 1_000_000_000_000L + "\n");
      // When
      assertThat(state.endSurvivors()).isEmpty();
      // Then
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aDamagedPidFileMeansNothingRuns() throws IOException {
    Files.createDirectories(root.resolve("run"));
    Files.writeString(root.resolve("run/launcher.pid"), "12");

    assertThat(state.launcher()).isEmpty();
  }

  @Test
  void aLogHoldsOneRun() throws IOException {
    Files.createDirectories(root.resolve("logs"));
    Files.writeString(state.log("kafka"), "first run");

    state.rotateLogs();

    assertThat(state.log("kafka")).doesNotExist();
    assertThat(root.resolve("logs/kafka.log.1")).hasContent("first run");
  }

  @Test
  void clearingForgetsDataAndKeepsPorts() throws IOException {
    Files.createDirectories(state.data("s3").resolve("buckets"));
    Files.writeString(state.ports(), "kafka=20000");

    state.clear();

    assertThat(state.data("s3")).doesNotExist();
    assertThat(state.ports()).exists();
  }
}
