package io.tarn.local.server;

import io.tarn.local.state.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** PostgreSQL's program and data on disk. */
record PostgresCluster(ServerFiles files, PostgresAccount account, Path home) {
  /**
   * In the data folder, unless the account cannot look into it: then in a folder of its own below
   * /var/tmp, whose name, which nobody can guess, is kept in the data folder.
   */
  static PostgresCluster at(Path data, ServerFiles files, PostgresAccount account) {
    Setup.directories(data);
    if (!account.needsOwnFiles()) {
      return new PostgresCluster(files, account, data);
    }
    Path note = data.resolve("elsewhere");
    try {
      if (Files.exists(note) && Files.isDirectory(Path.of(Files.readString(note)))) {
        return new PostgresCluster(files, account, Path.of(Files.readString(note)));
      }
      Path home = Files.createTempDirectory(Path.of("/var/tmp"), "tarn-postgres-");
      Files.writeString(note, home.toString());
      return new PostgresCluster(files, account, home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the databases if there are none, and clears away what a crash left. */
  void prepare() {
    if (!Files.exists(data())) {
      initialize();
    }
    // It may name a process that is somebody else's by now, and PostgreSQL would not start. Nothing
    // of ours runs: the platform's lock is held and survivors were ended.
    try {
      Files.deleteIfExists(data().resolve("postmaster.pid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path data() {
    return home.resolve("cluster");
  }

  String program(String name) {
    return programs().resolve("bin").resolve(name).toString();
  }

  private void initialize() {
    // In a folder beside, renamed at the end: a crash in between leaves nothing half made.
    Path fresh = home.resolve("cluster.new");
    Path password = home.resolve("password");
    new Tree(fresh).delete();
    Setup.write(password, PostgresServer.SUPERUSER_PASSWORD);
    handOver(programs());
    run(
        "initdb",
        List.of(
            "-D",
            fresh.toString(),
            "-U",
            PostgresServer.SUPERUSER,
            "--auth=scram-sha-256",
            "--pwfile=" + password,
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync"),
        "");
    // Single-user mode: one statement a line, and no client needed.
    StringBuilder statements = new StringBuilder();
    for (String name : PostgresServer.DATABASES) {
      statements.append("CREATE ROLE %s LOGIN PASSWORD '%s'\n".formatted(name, name));
      statements.append("CREATE DATABASE %s OWNER %s\n".formatted(name, name));
    }
    run(
        "postgres",
        List.of(
            "--single", "-D", fresh.toString(), "-c", "exit_on_error=on", PostgresServer.SUPERUSER),
        statements.toString());
    try {
      Files.delete(password);
      Files.move(fresh, data());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handOver(Path programs) {
    if (account.needsOwnFiles()) {
      List<String> command = new ArrayList<>(account.handover());
      command.add(home.toString());
      Setup.run(command, programs.resolve("handover.out"));
    }
  }

  private void run(String program, List<String> arguments, String input) {
    List<String> command = new ArrayList<>(account.wrapper());
    command.add(program(program));
    command.addAll(arguments);
    Setup.run(command, Map.of(), input, home.resolve(program + ".out"));
  }

  /** Shared by all platforms of a checkout, unless the account cannot reach it there. */
  private Path programs() {
    Path folder = account.needsOwnFiles() ? home.resolve("program") : files.postgres();
    Setup.directories(folder);
    ServerFiles.once(folder, "unpacked", target -> new Archive(archive()).unpack(target));
    return folder;
  }

  private Path archive() {
    try (Stream<Path> entries = Files.list(files.postgres())) {
      return entries.filter(path -> path.toString().endsWith(".txz")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
