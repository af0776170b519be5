package io.tarn.bench.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;

/** One slice of one line for one server. Making its tables and clients is not measured. */
record Workload(CatalogServer server, Site site, List<PreparedTable> tables) {
  private static final Namespace NAMESPACE = Namespace.of("appends");

  /** Once for each server, before the first slice. */
  void prepare() {
    try (Clients clients = Clients.open(server, site, 1)) {
      clients.each().getFirst().createNamespace(NAMESPACE);
    }
  }

  Sample run(Line line, Duration slice) {
    try (Clients clients = Clients.open(server, site, line.clients())) {
      List<Runnable> work =
          switch (line.work()) {
            case LOAD -> clients.each().stream().map(this::load).toList();
            case APPEND_TO_OWN -> appends(clients, newTables(clients));
            case APPEND_TO_ONE ->
                appends(
                    clients,
                    Collections.nCopies(line.clients(), newTable(clients.each().getFirst())));
          };
      return new Load(work, slice).run();
    }
  }

  private Runnable load(RESTCatalog client) {
    return () ->
        client.loadTable(
            tables.get(ThreadLocalRandom.current().nextInt(tables.size())).identifier());
  }

  private static List<TableIdentifier> newTables(Clients clients) {
    return clients.each().stream().map(Workload::newTable).toList();
  }

  private static TableIdentifier newTable(RESTCatalog client) {
    TableIdentifier name =
        TableIdentifier.of(NAMESPACE, "t" + UUID.randomUUID().toString().replace("-", ""));
    client.createTable(name, PreparedTable.SCHEMA, null, Map.of("format-version", "2"));
    return name;
  }

  private static List<Runnable> appends(Clients clients, List<TableIdentifier> names) {
    List<Runnable> appends = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Table table = clients.each().get(i).loadTable(names.get(i));
      // Its connection to the store is made now, and not with the first append.
      table.io().newInputFile(table.location() + "/none").exists();
      appends.add(() -> append(table));
    }
    return appends;
  }

  private static void append(Table table) {
    table.newAppend().appendFile(file(table)).commit();
  }

  /** A data file that is only named: no catalog looks at one. */
  private static DataFile file(Table table) {
    return DataFiles.builder(table.spec())
        .withPath(table.location() + "/data/" + UUID.randomUUID() + ".parquet")
        .withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(1000)
        .withRecordCount(10)
        .build();
  }
}
