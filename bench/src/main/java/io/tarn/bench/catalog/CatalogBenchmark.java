package io.tarn.bench.catalog;

import io.tarn.local.command.ConsoleProgress;
import io.tarn.local.command.Local;
import io.tarn.local.platform.LocalPlatform;
import io.tarn.local.process.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tarn's catalog beside others. */
@Command(
    name = "catalog",
    mixinStandardHelpOptions = true,
    description = {
      "Iceberg REST catalogs: loading tables and committing appends, Tarn's catalog-service against"
          + " Project Nessie and Iceberg's reference server.",
      "The last line is a JSON object. Exit code 0 means that it measured, whatever it found."
    })
public final class CatalogBenchmark implements Callable<Integer> {
  /** Those Tarn is measured against. */
  enum Peer {
    NESSIE,
    REFERENCE
  }

  @Option(names = "--quick", description = "1,000 tables and short rounds: under three minutes.")
  private boolean quick;

  @Option(
      names = "--peers",
      split = ",",
      defaultValue = "nessie,reference",
      description = "Of nessie and reference. Default: both.")
  private Set<Peer> peers;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = new ConsoleProgress(out);
    Instant began = Instant.now();
    Scale scale = quick ? Scale.quick() : Scale.full();
    Local local = Local.here();
    new PeerFiles(local.checkout()).fetch(progress);
    local.state().clear();
    // Without services: Tarn's is started as its peers are, with what its images set.
    try (LocalPlatform platform =
        LocalPlatform.start(local.checkout(), local.state(), Set.of(), progress)) {
      Site site = new Site(local.checkout(), local.state(), platform.endpoints());
      List<CatalogServer> servers = servers(site, scale);
      try (Contest contest = new Contest(site, servers, progress)) {
        contest.start();
        for (int tables : scale.tables()) {
          contest.fill(tables);
          contest.measure(Line.loads(tables), scale);
        }
        contest.measure(Line.appends(scale.tables().getLast()), scale);
        new Report(scale, conditions(scale, began), settings(servers), contest.results())
            .print(out);
      }
    }
    return 0;
  }

  private List<CatalogServer> servers(Site site, Scale scale) {
    List<CatalogServer> servers = new ArrayList<>();
    servers.add(new TarnServer(site, scale.grants()));
    for (Peer peer : peers) {
      servers.add(
          switch (peer) {
            case NESSIE -> new NessieServer(site);
            case REFERENCE -> new ReferenceServer(site);
          });
    }
    return servers;
  }

  private static List<String> conditions(Scale scale, Instant began) {
    return List.of(
        "Java %s, %d cores for everything: clients, servers, PostgreSQL, S3, Kafka, Keycloak"
            .formatted(
                System.getProperty("java.version"), Runtime.getRuntime().availableProcessors()),
        "%d rounds of %.1f s for each line after %d that are not counted; the order rotates"
            .formatted(scale.rounds(), scale.slice().toMillis() / 1000.0, scale.warmUps()),
        "Clients: Iceberg's RESTCatalog as shipped, all in one process of their own",
        "One PostgreSQL (shared_buffers=32MB, wal_level=logical) and one S3Proxy for all servers",
        "The run took %d s, with starting and filling"
            .formatted(Duration.between(began, Instant.now()).toSeconds()));
  }

  private static Map<String, List<String>> settings(List<CatalogServer> servers) {
    Map<String, List<String>> settings = new LinkedHashMap<>();
    servers.forEach(server -> settings.put(server.name(), server.settings()));
    return settings;
  }
}
