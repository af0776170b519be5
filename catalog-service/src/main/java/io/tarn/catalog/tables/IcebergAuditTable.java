package io.tarn.catalog.tables;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.audit.AuditTable;
import io.tarn.catalog.domain.audit.Auditing;
import io.tarn.catalog.domain.audit.ChainedEvent;
import io.tarn.catalog.persistence.AuditProgressQuery;
import io.tarn.engine.QueryResult;
import io.tarn.tables.Commit;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Provenance;
import io.tarn.tables.Range;
import io.tarn.tables.TableChange;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/** The chain in {@code system.audit.events}: Parquet files, committed with the topic's offsets. */
@ApplicationScoped
class IcebergAuditTable implements AuditTable {
  private static final int PAGE = 10_000;

  private final Lakehouse lakehouse;
  private final AuditProgressQuery progress;
  private final AuditEngine engine;
  private final String key;

  IcebergAuditTable(
      Lakehouse lakehouse, AuditProgressQuery progress, AuditEngine engine, CatalogConfig config) {
    this.lakehouse = lakehouse;
    this.progress = progress;
    this.engine = engine;
    this.key = "kafka:" + config.audit().topic() + ":0";
  }

  @Override
  public Progress progress() {
    return progress.progress(key);
  }

  @Override
  public void append(List<ChainedEvent> events, long from, long to) {
    Table table = current(lakehouse.createIfAbsent(Auditing.TABLE, AuditColumns.SCHEMA, Map.of()));
    List<DataFile> files =
        engine.stage(table, events.stream().map(AuditColumns::row).toList()).stream().toList();
    Provenance provenance =
        new Provenance(
            Map.of(key, new Range(from, to)),
            Optional.empty(),
            Optional.of(events.getLast().event().at()),
            Map.of(AuditProgressQuery.HEAD, events.getLast().head().toString()));
    lakehouse.commit(Commit.of(new TableChange.Append(Auditing.TABLE, files, provenance)));
  }

  @Override
  public List<ChainedEvent> newest(Filter filter) {
    List<String> conditions = new ArrayList<>(List.of("true"));
    filter
        .securable()
        .ifPresent(name -> conditions.add("list_contains(securables, " + quoted(name) + ")"));
    filter.principal().ifPresent(name -> conditions.add("principal = " + quoted(name)));
    return select(
        "WHERE %s ORDER BY position DESC LIMIT %d"
            .formatted(String.join(" AND ", conditions), filter.limit()));
  }

  @Override
  public void walk(Consumer<ChainedEvent> visitor) {
    long last = Long.MIN_VALUE;
    List<ChainedEvent> page;
    do {
      page = select("WHERE position > %d ORDER BY position LIMIT %d".formatted(last, PAGE));
      page.forEach(visitor);
      last = page.isEmpty() ? last : page.getLast().position();
    } while (page.size() == PAGE);
  }

  private List<ChainedEvent> select(String rest) {
    Optional<Table> table = lakehouse.find(Auditing.TABLE).map(this::current);
    if (table.isEmpty()) {
      return List.of();
    }
    QueryResult result =
        engine.query(
            table.get(), "SELECT %s FROM events %s".formatted(AuditColumns.SELECTED, rest));
    return result.rows().stream().map(AuditColumns::event).toList();
  }

  /** A table of an older version gets the columns that came since. */
  private Table current(Table table) {
    return table.schema().columns().size() < AuditColumns.SCHEMA.columns().size()
        ? lakehouse.evolve(Auditing.TABLE, AuditColumns.SCHEMA)
        : table;
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
