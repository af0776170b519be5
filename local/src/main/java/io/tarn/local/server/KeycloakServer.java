package io.tarn.local.server;

import io.tarn.local.process.Launch;
import io.tarn.local.process.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keycloak with the realm {@code tarn}, its data in PostgreSQL. */
public final class KeycloakServer implements Server {
  public static final String ADMIN = "admin";
  public static final String ADMIN_PASSWORD = "admin";

  private final ServerFiles files;
  private final Path home;
  private final int port;
  private final int postgresPort;

  public KeycloakServer(ServerFiles files, Path home, int port, int postgresPort) {
    this.files = files;
    this.home = home;
    this.port = port;
    this.postgresPort = postgresPort;
  }

  @Override
  public String name() {
    return "keycloak";
  }

  /** The realm's address, which tokens name as their issuer. */
  public static URI issuer(int port) {
    return URI.create("http://127.0.0.1:" + port + "/realms/tarn");
  }

  @Override
  public void prepare() {
    // Building for a database takes 18 s of processor time, so it is done once for a checkout.
    ServerFiles.once(
        files.keycloak(),
        "built",
        folder ->
            Setup.run(
                java(folder, "build", "--db=postgres", "--health-enabled=false"),
                folder.resolve("build.out")));
    Setup.write(home.resolve("data/import/tarn-realm.json"), Setup.resource("realm.json"));
    Setup.directories(home.resolve("conf"), home.resolve("providers"));
    try {
      // The program is shared, the data is not.
      Path program = home.resolve("lib");
      if (Files.exists(program, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(program);
      }
      Files.createSymbolicLink(program, files.keycloak().resolve("lib"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Launch launch() {
    return Launch.of(
        name(),
        java(
            home,
            "start",
            "--optimized",
            "--import-realm",
            "--http-enabled=true",
            "--http-host=127.0.0.1",
            "--http-port=" + port,
            "--hostname=http://127.0.0.1:" + port,
            "--cache=local",
            "--db-pool-initial-size=1",
            "--db-pool-max-size=10"),
        Map.of(
            "KC_DB_URL",
            "jdbc:postgresql://127.0.0.1:" + postgresPort + "/keycloak",
            "KC_DB_USERNAME",
            "keycloak",
            "KC_DB_PASSWORD",
            "keycloak",
            "KC_BOOTSTRAP_ADMIN_USERNAME",
            ADMIN,
            "KC_BOOTSTRAP_ADMIN_PASSWORD",
            ADMIN_PASSWORD));
  }

  /** The log says "started" before the realm is there. */
  @Override
  public Readiness readiness() {
    return Readiness.http(URI.create(issuer(port) + "/.well-known/openid-configuration"));
  }

  /** As {@code kc.sh} starts it, without a shell between, and with a smaller heap. */
  private static List<String> java(Path home, String... arguments) {
    List<String> all = new ArrayList<>();
    all.addAll(
        List.of(
            "-Dkc.home.dir=" + home,
            "-Djboss.server.config.dir=" + home.resolve("conf"),
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "-Dpicocli.disable.closures=true",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            home.resolve("lib/quarkus-run.jar").toString(),
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    all.addAll(List.of(arguments));
    return JavaCommand.of(arguments[0].equals("build") ? 512 : 256, all);
  }
}
