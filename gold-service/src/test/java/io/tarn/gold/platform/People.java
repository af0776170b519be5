package io.tarn.gold.platform;

import io.tarn.engine.duckdb.RowStager;
import io.tarn.model.TableName;
import io.tarn.tables.BronzeTable;
import io.tarn.tables.Commit;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Provenance;
import io.tarn.tables.Range;
import io.tarn.tables.TableChange;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.Table;

/**
 * A small lakehouse of people and what they buy: bronze as ingest-service would write it, gold as
 * its step makes it, masks, a filter and a dashboard.
 */
public final class People {
  private final String catalog = "g" + UUID.randomUUID().toString().substring(0, 8);
  private final Lakehouse lakehouse;
  private final Path scratch;
  private long offset;

  public People(Lakehouse lakehouse, Path scratch) {
    this.lakehouse = lakehouse;
    this.scratch = scratch;
  }

  public TableName bronze() {
    return new TableName(catalog, "bronze", "people");
  }

  public TableName gold() {
    return new TableName(catalog, "gold", "people");
  }

  /** The name of the dashboard. */
  public String dashboard() {
    return catalog;
  }

  /** Everything but the data. */
  public String manifests() {
    return """
        kind: Source
        name: LAKE.bronze.people
        http: { path: /LAKE/people, format: json }
        ---
        kind: Table
        name: LAKE.gold.people
        mode: view
        from: { p: LAKE.bronze.people }
        parse: { p: json }
        key: [id]
        keep: { last by: id }
        sql: |
          SELECT whole(p.id) AS id, p.name AS name, p.region AS region, money(p.sales) AS sales
          FROM p
        tags: { name: pii.LAKE }
        ---
        kind: Policy
        name: LAKE-is-used
        on: LAKE
        grant:
          USE CATALOG: [group:analysts, group:officers, group:scientists]
          USE NAMESPACE: [group:analysts, group:officers, group:scientists]
        ---
        kind: Policy
        name: LAKE-analysts
        on: LAKE.gold
        grant: { SELECT: [group:analysts] }
        ---
        kind: Policy
        name: LAKE-engineers
        on: LAKE
        grant: { ALL PRIVILEGES: [group:engineers] }
        ---
        kind: Policy
        name: LAKE-names
        for: { tag: pii.LAKE }
        mask: "left(value, 1) || '***'"
        except: [group:engineers]
        ---
        kind: Policy
        name: LAKE-no-central
        on: LAKE.gold.people
        filter: "region <> 'Central'"
        except: [group:engineers]
        ---
        kind: Dashboard
        name: LAKE
        title: People
        tiles:
          - title: Who buys
            sql: SELECT name, sales FROM LAKE.gold.people ORDER BY id
            chart: { bar: { x: name, y: sales } }
          - title: Out of reach
            sql: SELECT getenv('PATH') AS path FROM LAKE.gold.people
            chart: { number: { y: path } }
        """
        .replace("LAKE", catalog);
  }

  /** Accepts records of people: each is id, name, region, sales. */
  public void accept(String... people) {
    Table table = lakehouse.createIfAbsent(bronze(), BronzeTable.SCHEMA, Map.of());
    String topic = "tarn.raw." + bronze();
    long first = offset;
    Instant now = Instant.now();
    List<Object[]> rows = new ArrayList<>();
    for (String person : people) {
      String[] fields = person.split(", ", -1);
      String payload =
          "{\"id\": %s, \"name\": \"%s\", \"region\": \"%s\", \"sales\": \"%s\"}"
              .formatted(fields[0], fields[1], fields[2], fields[3]);
      rows.add(
          new Object[] {
            payload, null, "application/json", Map.of(), now, "kafka:" + topic, 0, offset++
          });
    }
    try (RowStager stager = new RowStager(scratch, 1)) {
      lakehouse.commit(
          Commit.of(
              new TableChange.Append(
                  bronze(),
                  List.of(stager.stage(table, rows).orElseThrow()),
                  Provenance.ofSource(
                      Map.of("kafka:" + topic + ":0", new Range(first, offset)), now))));
    }
  }
}
