package io.tarn.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.model.json.Json;
import io.tarn.model.manifest.DeclaredManifest;
import io.tarn.model.manifest.Known;
import io.tarn.model.manifest.ManifestFile;
import io.tarn.model.manifest.ManifestReader;
import io.tarn.model.manifest.ManifestReading;
import io.tarn.model.manifest.TableManifest;
import io.tarn.model.manifest.TableManifest.Check;
import io.tarn.model.manifest.TableManifest.Unique;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of the example in one DuckDB, made of some events by the manifests' own SQL: what the
 * platform must come to, done the simple way, all at once.
 */
final class RetailTables {
  private static final List<String> FIELDS =
      List.of(
          "row_id",
          "order_id",
          "placed_at",
          "order_date",
          "ship_date",
          "ship_mode",
          "customer_id",
          "customer_name",
          "segment",
          "city",
          "state",
          "postal_code",
          "region",
          "product_id",
          "category",
          "sub_category",
          "product_name",
          "sales",
          "quantity",
          "discount",
          "profit");

  private final Connection database;
  private final List<TableManifest> manifests;

  private RetailTables(Connection database, List<TableManifest> manifests) {
    this.database = database;
    this.manifests = manifests;
  }

  /** A database in memory with all tables of the example. */
  static Connection of(Path example, List<OrderEvent> events) throws SQLException {
    Connection database = DriverManager.getConnection("jdbc:duckdb:");
    new RetailTables(database, manifests(example)).build(example, events);
    return database;
  }

  private static List<TableManifest> manifests(Path example) {
    try (Stream<Path> files = Files.list(example)) {
      List<ManifestFile> texts =
          files.filter(file -> file.toString().endsWith(".yaml")).map(RetailTables::file).toList();
      return ((ManifestReading.Valid) new ManifestReader().read(texts, Known.NOTHING))
          .manifests().stream()
              .map(DeclaredManifest::manifest)
              .filter(TableManifest.class::isInstance)
              .map(TableManifest.class::cast)
              .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static ManifestFile file(Path path) {
    try {
      return new ManifestFile(path.toString(), Files.readString(path));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void build(Path example, List<OrderEvent> events) throws SQLException {
    execute(
        """
        SET TimeZone = 'UTC';
        ATTACH ':memory:' AS retail;
        CREATE SCHEMA retail.bronze; CREATE SCHEMA retail.silver; CREATE SCHEMA retail.gold;
        CREATE SCHEMA retail.parsed;
        CREATE MACRO money(x) AS try_cast(replace(replace(x, '$', ''), ',', '') AS DECIMAL(18, 4));
        CREATE MACRO whole(x) AS try_cast(x AS BIGINT);
        CREATE MACRO number(x) AS try_cast(x AS DOUBLE);
        CREATE MACRO day(x) AS try_cast(x AS DATE);
        CREATE MACRO instant(x) AS try_cast(x AS TIMESTAMPTZ);
        CREATE TABLE retail.parsed.zipcodes AS FROM read_csv('%s', all_varchar = true);
        CREATE TABLE retail.bronze.zipcodes AS SELECT zip_code AS payload FROM retail.parsed.zipcodes;
        CREATE TABLE retail.bronze.orders (payload VARCHAR, payload_bytes BLOB, source_partition INTEGER, source_offset BIGINT);
        CREATE TABLE retail.parsed.orders (%s);
        CREATE TABLE retail.silver.orders_quarantine (rule VARCHAR, rule_version INTEGER, reason VARCHAR, run_id VARCHAR);
        """
            .formatted(
                example.resolve("data/zipcodes.csv"),
                FIELDS.stream()
                    .map(field -> field + " VARCHAR")
                    .collect(Collectors.joining(", "))));
    bronze(events);
    for (TableManifest manifest : manifests) {
      table(manifest);
    }
  }

  private void bronze(List<OrderEvent> events) throws SQLException {
    String fields = FIELDS.stream().map(field -> "?").collect(Collectors.joining(", "));
    try (PreparedStatement bronze =
            database.prepareStatement("INSERT INTO retail.bronze.orders VALUES (?, ?, ?, ?)");
        PreparedStatement parsed =
            database.prepareStatement("INSERT INTO retail.parsed.orders VALUES (" + fields + ")")) {
      for (int i = 0; i < events.size(); i++) {
        String text = text(events.get(i).body());
        bronze.setString(1, text);
        bronze.setObject(2, text == null ? events.get(i).body() : null);
        bronze.setInt(3, i % 2);
        bronze.setLong(4, i / 2);
        bronze.addBatch();
        JsonNode event = object(text);
        if (event == null) {
          quarantine("parse", "SELECT 1");
          continue;
        }
        for (int f = 0; f < FIELDS.size(); f++) {
          JsonNode value = event.path(FIELDS.get(f));
          parsed.setString(f + 1, value.isValueNode() && !value.isNull() ? value.asText() : null);
        }
        parsed.addBatch();
      }
      bronze.executeBatch();
      parsed.executeBatch();
    }
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }

  private static JsonNode object(String text) {
    try {
      JsonNode node = text == null ? null : Json.MAPPER.readTree(text);
      return node == null || !node.isObject() ? null : node;
    } catch (JsonProcessingException notJson) {
      return null;
    }
  }

  /** Parse, SQL, checks, key and keep, unique: the order the guide gives. */
  private void table(TableManifest manifest) throws SQLException {
    String inputs =
        manifest.from().entrySet().stream()
            .map(
                from ->
                    "%s AS (FROM %s)"
                        .formatted(
                            from.getKey(),
                            manifest.parse().containsKey(from.getKey())
                                ? "retail.parsed." + from.getValue().table()
                                : from.getValue()))
            .collect(Collectors.joining(", "));
    String name = manifest.name();
    execute("CREATE TABLE %s AS WITH %s %s".formatted(name, inputs, manifest.sql()));
    for (Map.Entry<String, TableManifest.Expectation> each : manifest.expectations().entrySet()) {
      if (each.getValue().rule() instanceof Check check) {
        remove(name, each.getKey(), "NOT coalesce((%s), false)".formatted(check.sql()));
      }
    }
    if (manifest.keep().isPresent()) {
      String key = String.join(", ", manifest.key());
      execute(
          "CREATE OR REPLACE TABLE %s AS FROM %s QUALIFY row_number() OVER (PARTITION BY %s ORDER BY %s) = 1"
              .formatted(name, name, key, manifest.keep().get().by()));
    }
    for (Map.Entry<String, TableManifest.Expectation> each : manifest.expectations().entrySet()) {
      if (each.getValue().rule() instanceof Unique unique) {
        String key = manifest.key().getFirst();
        remove(
            name,
            each.getKey(),
            "%s NOT IN (SELECT min(%s) FROM %s GROUP BY %s)"
                .formatted(key, key, name, String.join(", ", unique.columns())));
      }
    }
  }

  private void remove(String table, String rule, String condition) throws SQLException {
    if (table.equals("retail.silver.orders")) {
      quarantine(rule, "FROM %s WHERE %s".formatted(table, condition));
    }
    execute("DELETE FROM %s WHERE %s".formatted(table, condition));
  }

  private void quarantine(String rule, String rows) throws SQLException {
    execute(
        "INSERT INTO retail.silver.orders_quarantine SELECT '%s', 1, 'because', 'run' FROM (%s)"
            .formatted(rule, rows));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }
}
