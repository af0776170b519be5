package io.tarn.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tarn.local.process.Progress;
import io.tarn.local.process.Supervised;
import io.tarn.local.state.StateDirectory;
import io.tarn.local.state.Tree;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {
  @TempDir Path directory;
  private Supervised server;

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.stop();
    }
    Path note = directory.resolve("data/postgres/elsewhere");
    if (Files.exists(note)) {
      new Tree(Path.of(Files.readString(note))).delete();
    }
  }

  @Test
  void itStartsWhoeverWeAre() throws IOException {
    start(PostgresAccount.choose());

    assertThat(server.ready()).isTrue();
  }

  @Test
  void rootWithoutNamespacesRunsItAsNobody() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can become nobody");

    start(PostgresAccount.nobody());

    assertThat(server.ready()).isTrue();
    ProcessHandle process = state().pidFile("postgres").process().orElseThrow();
    assertThat(process.info().user()).isNotEqualTo(ProcessHandle.current().info().user());
  }

  @Test
  void aLockLeftByACrashDoesNotKeepItFromStarting() throws IOException {
    // Given a lock that names a living process, this one, as after a crash and a reboot
    start(PostgresAccount.choose());
    server.stop();
    Path lock = state().data("postgres").resolve("cluster/postmaster.pid");
    Files.writeString(lock, ProcessHandle.current().pid() + "\n");
    // When
    start(PostgresAccount.choose());
    // Then
    assertThat(server.ready()).isTrue();
  }

  private void start(PostgresAccount account) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    ServerFiles files = new ServerFiles(Path.of("servers/target").toAbsolutePath());
    PostgresServer postgres = new PostgresServer(files, state().data("postgres"), account, port);
    postgres.prepare();
    server =
        new Supervised(
            postgres.launch(),
            postgres.readiness(),
            state().footprint("postgres"),
            Progress.silent());
    server.start();
  }

  private StateDirectory state() {
    return new StateDirectory(directory);
  }
}
