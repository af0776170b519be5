package io.tarn.tables.memory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tarn.model.TableName;
import io.tarn.tables.CatalogConnection;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.SnapshotSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableCommit;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.requests.UpdateTableRequest;

/**
 * A catalog in memory that compares and sets positions as catalog-service does: for tests and
 * experiments without servers. A commit of several tables is atomic only as long as nobody else
 * commits.
 */
public final class MemoryCatalog implements CatalogConnection {
  private static final JsonMapper JSON = new JsonMapper();

  private final String name;
  private final InMemoryCatalog catalog = new InMemoryCatalog();
  private final Map<TableName, Map<String, Long>> ends = new HashMap<>();

  private MemoryCatalog(String name, Map<String, String> properties) {
    this.name = name;
    catalog.initialize(name, properties);
  }

  /** A lakehouse whose catalogs are all in memory and empty. */
  public static Lakehouse lakehouse() {
    return new Lakehouse(MemoryCatalog::open);
  }

  /** The same whose tables are made in one format version, whoever wants another. */
  public static Lakehouse lakehouse(int formatVersion) {
    Map<String, String> properties =
        Map.of(
            CatalogProperties.TABLE_OVERRIDE_PREFIX + TableProperties.FORMAT_VERSION,
            Integer.toString(formatVersion));
    return new Lakehouse(name -> new MemoryCatalog(name, properties));
  }

  /** An empty catalog. */
  public static CatalogConnection open(String name) {
    return new MemoryCatalog(name, Map.of());
  }

  @Override
  public Catalog tables() {
    return catalog;
  }

  @Override
  public synchronized void commit(List<TableCommit> commits) {
    Map<TableName, Map<String, Long>> after = new HashMap<>();
    for (TableCommit commit : commits) {
      TableName table =
          new TableName(
              name, commit.identifier().namespace().toString(), commit.identifier().name());
      Map<String, Long> moved = new HashMap<>(positions(table));
      commit.updates().forEach(update -> move(update, moved));
      after.put(table, moved);
    }
    for (TableCommit commit : commits) {
      CatalogHandlers.updateTable(
          catalog,
          commit.identifier(),
          UpdateTableRequest.create(
              commit.identifier(),
              new ArrayList<>(commit.requirements()),
              new ArrayList<>(commit.updates())));
    }
    ends.putAll(after);
  }

  private static void move(MetadataUpdate update, Map<String, Long> ends) {
    if (update instanceof MetadataUpdate.AddSnapshot added) {
      String positions = added.snapshot().summary().getOrDefault(SnapshotSummary.POSITIONS, "{}");
      read(positions)
          .properties()
          .forEach(
              position -> {
                long start = position.getValue().get(0).asLong();
                if (ends.getOrDefault(position.getKey(), 0L) != start) {
                  throw new BadRequestException(
                      "%s ends at %s, not at %s",
                      position.getKey(), ends.getOrDefault(position.getKey(), 0L), start);
                }
                ends.put(position.getKey(), position.getValue().get(1).asLong());
              });
    }
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new BadRequestException(e, "positions are not JSON: %s", json);
    }
  }

  @Override
  public synchronized Map<String, Long> positions(TableName table) {
    return Map.copyOf(ends.getOrDefault(table, Map.of()));
  }

  @Override
  public void close() {}
}
