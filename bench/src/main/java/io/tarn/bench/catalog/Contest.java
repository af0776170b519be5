package io.tarn.bench.catalog;

import io.tarn.local.process.Progress;
import io.tarn.local.process.Supervised;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.io.FileIO;

/** The servers, running side by side, and what each was seen to do. */
final class Contest implements AutoCloseable {
  private final Site site;
  private final List<CatalogServer> servers;
  private final Progress progress;
  private final List<Supervised> running = new ArrayList<>();
  private final List<PreparedTable> tables = new ArrayList<>();
  private final Map<Line, Map<String, List<Sample>>> samples = new LinkedHashMap<>();

  Contest(Site site, List<CatalogServer> servers, Progress progress) {
    this.site = site;
    this.servers = servers;
    this.progress = progress;
  }

  /** Starts them one after the other: each has the machine for itself meanwhile. */
  void start() {
    for (CatalogServer server : servers) {
      server.prepare();
      Supervised process =
          new Supervised(
              server.launch(),
              server.readiness(),
              site.state().footprint(server.launch().name()),
              progress);
      running.add(process);
      process.start();
      server.open();
      new Workload(server, site, tables).prepare();
    }
  }

  /** Gives all of them the same tables, until they have so many. */
  void fill(int count) {
    List<PreparedTable> more;
    try (FileIO files = site.files()) {
      more = PreparedTable.write(files, tables.size(), count);
    }
    progress.note("%,d metadata files written".formatted(more.size()));
    for (CatalogServer server : servers) {
      long began = System.nanoTime();
      server.fill(more);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      progress.note(
          "%s has %,d tables, after %.1f s"
              .formatted(server.name(), count, took.toMillis() / 1000.0));
    }
    tables.addAll(more);
  }

  /** In each round each server has its slice of each line, and another one begins. */
  void measure(List<Line> lines, Scale scale) throws InterruptedException {
    List<CatalogServer> order = new ArrayList<>(servers);
    for (int round = 1 - scale.warmUps(); round <= scale.rounds(); round++) {
      for (Line line : lines) {
        for (CatalogServer server : order) {
          Sample sample = new Workload(server, site, tables).run(line, scale.slice());
          if (round > 0) {
            samples.computeIfAbsent(line, key -> none()).get(server.name()).add(sample);
          }
          Thread.sleep(scale.pause());
        }
      }
      Collections.rotate(order, 1);
      if (round >= 0) {
        progress.note(round == 0 ? "warm" : "round %d of %d done".formatted(round, scale.rounds()));
      }
    }
  }

  /** In the order of the servers, whoever begins. */
  private Map<String, List<Sample>> none() {
    Map<String, List<Sample>> none = new LinkedHashMap<>();
    servers.forEach(server -> none.put(server.name(), new ArrayList<>()));
    return none;
  }

  List<Result> results() {
    List<Result> results = new ArrayList<>();
    samples.forEach((line, each) -> results.add(Result.of(line, each)));
    return results;
  }

  @Override
  public void close() {
    running.reversed().forEach(Supervised::stop);
  }
}
