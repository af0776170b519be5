package io.tarn.local.server;

import io.tarn.local.process.Launch;
import io.tarn.local.process.Readiness;
import io.tarn.local.process.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** PostgreSQL, with one database for each part that needs one, owned by a user of the same name. */
public final class PostgresServer implements Server {
  public static final String SUPERUSER = "postgres";
  public static final String SUPERUSER_PASSWORD = "postgres";

  /** Also users; each one's password is its name. The server listens to this machine only. */
  public static final List<String> DATABASES = List.of("catalog", "ml", "keycloak");

  private final ServerFiles files;
  private final PostgresAccount account;
  private final int port;

  public PostgresServer(ServerFiles files, Path data, int port) {
    this(files, PostgresAccount.choose(data), port);
  }

  PostgresServer(ServerFiles files, PostgresAccount account, int port) {
    this.files = files;
    this.account = account;
    this.port = port;
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public void prepare() {
    Setup.directories(account.home());
    if (!Files.exists(cluster())) {
      initialize();
    }
    // It may name a process that is somebody else's by now, and PostgreSQL would not start. Nothing
    // of ours runs: the platform's lock is held and survivors were ended.
    try {
      Files.deleteIfExists(cluster().resolve("postmaster.pid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Launch launch() {
    return new Launch(
        name(),
        account.wrapper(),
        List.of(
            program("postgres"),
            "-D",
            cluster().toString(),
            "-h",
            "127.0.0.1",
            "-p",
            Integer.toString(port),
            "-c",
            "unix_socket_directories=",
            // For change data capture.
            "-c",
            "wal_level=logical",
            "-c",
            "shared_buffers=32MB",
            "-c",
            "max_connections=150"),
        Map.of(),
        StopSignal.INT);
  }

  @Override
  public Readiness readiness() {
    return new PostgresReadiness(port);
  }

  private void initialize() {
    // In a folder beside, renamed at the end: a crash in between leaves nothing half made.
    Path fresh = account.home().resolve("cluster.new");
    Path password = account.home().resolve("password");
    Path output = account.home().resolve("initdb.out");
    deleteTree(fresh);
    Setup.write(password, SUPERUSER_PASSWORD);
    handOver();
    run(
        "",
        output,
        "initdb",
        "-D",
        fresh.toString(),
        "-U",
        SUPERUSER,
        "--auth=scram-sha-256",
        "--pwfile=" + password,
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync");
    // Single-user mode: one statement a line, and no client needed.
    StringBuilder statements = new StringBuilder();
    for (String name : DATABASES) {
      statements.append("CREATE ROLE %s LOGIN PASSWORD '%s'\n".formatted(name, name));
      statements.append("CREATE DATABASE %s OWNER %s\n".formatted(name, name));
    }
    run(
        statements.toString(),
        account.home().resolve("databases.out"),
        "postgres",
        "--single",
        "-D",
        fresh.toString(),
        "-c",
        "exit_on_error=on",
        SUPERUSER);
    try {
      Files.delete(password);
      Files.move(fresh, cluster());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handOver() {
    if (!account.handover().isEmpty()) {
      List<String> command = new ArrayList<>(account.handover());
      command.add(account.home().toString());
      Setup.run(command, account.home().resolve("handover.out"));
    }
  }

  private void run(String input, Path output, String program, String... arguments) {
    List<String> command = new ArrayList<>(account.wrapper());
    command.add(program(program));
    command.addAll(List.of(arguments));
    Setup.run(command, Map.of(), input, output);
  }

  private Path cluster() {
    return account.home().resolve("cluster");
  }

  private String program(String name) {
    return programs().resolve("bin").resolve(name).toString();
  }

  /** Shared by all platforms of a checkout, unless the account cannot reach it there. */
  private Path programs() {
    Path folder = files.postgres();
    if (!account.handover().isEmpty()) {
      folder = account.home().resolve("program");
      Setup.directories(folder);
    }
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

  private static void deleteTree(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
