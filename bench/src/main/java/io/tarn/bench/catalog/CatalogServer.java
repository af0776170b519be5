package io.tarn.bench.catalog;

import io.tarn.local.process.Launch;
import io.tarn.local.process.Readiness;
import java.util.List;
import java.util.Map;

/** An Iceberg REST catalog as a process of its own. */
sealed interface CatalogServer permits TarnServer, NessieServer, ReferenceServer {
  String name();

  /** Before the start: databases, folders. */
  void prepare();

  Launch launch();

  Readiness readiness();

  /** After the start, once: what clients need to begin. */
  void open();

  /** Takes up tables whose metadata files are there already. May come more than once. */
  void fill(List<PreparedTable> tables);

  /** Iceberg's client properties, without those for the store. */
  Map<String, String> client();

  /** Everything it runs with, and how it was filled, for the report. */
  List<String> settings();
}
