package io.tarn.catalog;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;

/** Iceberg's own client, with keys for the store, and shorthand for tables of one column. */
final class IcebergClient implements AutoCloseable {
  static final String NAMESPACE = "bronze";
  static final byte[] CONTENT = "one line\n".getBytes(StandardCharsets.UTF_8);
  static final Schema SCHEMA =
      new Schema(Types.NestedField.optional(1, "payload", Types.StringType.get()));

  private final RESTCatalog catalog = new RESTCatalog();
  private final String warehouse;

  IcebergClient(URI service, String warehouse, String token) {
    this(service, warehouse, token, Map.of());
  }

  /**
   * @param more properties of the client
   */
  IcebergClient(URI service, String warehouse, String token, Map<String, String> more) {
    this.warehouse = warehouse;
    Map<String, String> properties = new HashMap<>();
    properties.put("uri", service.resolve("/iceberg").toString());
    properties.put("warehouse", warehouse);
    properties.put("token", token);
    properties.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
    properties.put("http-client.type", "urlconnection");
    properties.put("s3.endpoint", System.getenv("TARN_S3_ENDPOINT"));
    properties.put("s3.path-style-access", "true");
    properties.put("s3.access-key-id", System.getenv("TARN_S3_ACCESS_KEY"));
    properties.put("s3.secret-access-key", System.getenv("TARN_S3_SECRET_KEY"));
    properties.put("client.region", "us-east-1");
    properties.putAll(more);
    catalog.initialize("test", properties);
  }

  RESTCatalog catalog() {
    return catalog;
  }

  String warehouse() {
    return warehouse;
  }

  /** The full name of a table of this client's. */
  String name(String table) {
    return warehouse + "." + NAMESPACE + "." + table;
  }

  static TableIdentifier identifier(String table) {
    return TableIdentifier.of(NAMESPACE, table);
  }

  Table create(String table) {
    if (!catalog.namespaceExists(Namespace.of(NAMESPACE))) {
      catalog.createNamespace(Namespace.of(NAMESPACE));
    }
    return catalog.createTable(identifier(table), SCHEMA);
  }

  Table load(String table) {
    return catalog.loadTable(identifier(table));
  }

  /** An append of one file that says where its rows come from. */
  static AppendFiles append(Table table, Map<String, String> summary) {
    AppendFiles append = table.newAppend().appendFile(file(table, 10));
    summary.forEach(append::set);
    return append;
  }

  static String position(String key, long start, long end) {
    return "{\"%s\": [%d, %d]}".formatted(key, start, end);
  }

  /** Writes {@link #CONTENT} into a file of the table's, as the table's own client reaches it. */
  static DataFile write(Table table, String name) throws IOException {
    OutputFile file = table.io().newOutputFile(table.location() + "/" + name);
    try (PositionOutputStream out = file.createOrOverwrite()) {
      out.write(CONTENT);
    }
    return DataFiles.builder(table.spec())
        .withPath(file.location())
        .withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(CONTENT.length)
        .withRecordCount(1)
        .build();
  }

  /** A data file that is only named: the catalog looks at none. */
  static DataFile file(Table table, long rows) {
    return DataFiles.builder(table.spec())
        .withPath(table.location() + "/data/" + UUID.randomUUID() + ".parquet")
        .withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(1000)
        .withRecordCount(rows)
        .build();
  }

  @Override
  public void close() throws IOException {
    catalog.close();
  }
}
