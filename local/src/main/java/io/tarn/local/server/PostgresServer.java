package io.tarn.local.server;

import io.tarn.local.process.Launch;
import io.tarn.local.process.Readiness;
import io.tarn.local.process.StopSignal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** PostgreSQL, with one database for each part that needs one, owned by a user of the same name. */
public final class PostgresServer implements Server {
  public static final String SUPERUSER = "postgres";
  public static final String SUPERUSER_PASSWORD = "postgres";

  /** Also users; each one's password is its name. The server listens to this machine only. */
  public static final List<String> DATABASES = List.of("catalog", "ml", "keycloak");

  private final ServerFiles files;
  private final Path data;
  private final PostgresAccount account;
  private final int port;

  public PostgresServer(ServerFiles files, Path data, int port) {
    this(files, data, PostgresAccount.choose(), port);
  }

  PostgresServer(ServerFiles files, Path data, PostgresAccount account, int port) {
    this.files = files;
    this.data = data;
    this.account = account;
    this.port = port;
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public void prepare() {
    cluster().prepare();
  }

  @Override
  public Launch launch() {
    PostgresCluster cluster = cluster();
    return new Launch(
        name(),
        account.wrapper(),
        List.of(
            cluster.program("postgres"),
            "-D",
            cluster.data().toString(),
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

  private PostgresCluster cluster() {
    return PostgresCluster.at(data, files, account);
  }
}
