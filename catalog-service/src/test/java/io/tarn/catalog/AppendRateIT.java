package io.tarn.catalog;

import static io.tarn.catalog.IcebergClient.file;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tarn.catalog.domain.Catalogs;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.Table;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How fast Iceberg's clients append to one table. Tells, and asserts nothing but success. */
@RealServers
@EnabledIfEnvironmentVariable(named = "TARN_MEASURE", matches = ".+")
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class AppendRateIT {
  private static final Logger LOG = Logger.getLogger(AppendRateIT.class);
  private static final int COMMITS = 160;

  @TestHTTPResource("/")
  URI service;

  @Inject Catalogs catalogs;

  /** The first is to warm up. */
  @ParameterizedTest
  @ValueSource(ints = {32, 1, 2, 8, 32})
  void append(int writers) throws Exception {
    String warehouse = "w" + UUID.randomUUID().toString().substring(0, 8);
    catalogs.createIfAbsent(warehouse, "s3://lakehouse/" + warehouse);
    String token = Tokens.ofService("ingest-service");
    List<IcebergClient> clients = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      clients.add(new IcebergClient(service, warehouse, token));
    }
    clients.getFirst().create("orders");

    long start = System.nanoTime();
    List<Long> nanos = run(clients);
    double seconds = (System.nanoTime() - start) / 1e9;

    List<Long> sorted = nanos.stream().sorted().toList();
    LOG.infof(
        "%d writers: %.0f commits/s, p50 %d ms, p99 %d ms",
        writers,
        nanos.size() / seconds,
        Duration.ofNanos(sorted.get(sorted.size() / 2)).toMillis(),
        Duration.ofNanos(sorted.get(sorted.size() * 99 / 100)).toMillis());
    for (IcebergClient client : clients) {
      client.close();
    }
  }

  private static List<Long> run(List<IcebergClient> clients) throws Exception {
    List<Callable<List<Long>>> writers = new ArrayList<>();
    clients.forEach(client -> writers.add(() -> times(client, COMMITS / clients.size())));
    List<Long> nanos = new ArrayList<>();
    try (ExecutorService all = Executors.newFixedThreadPool(clients.size())) {
      for (Future<List<Long>> one : all.invokeAll(writers)) {
        nanos.addAll(one.get());
      }
    }
    return nanos;
  }

  private static List<Long> times(IcebergClient client, int commits) throws IOException {
    Table table = client.load("orders");
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < commits; i++) {
      long start = System.nanoTime();
      table.newAppend().appendFile(file(table, 10)).commit();
      nanos.add(System.nanoTime() - start);
    }
    return nanos;
  }
}
