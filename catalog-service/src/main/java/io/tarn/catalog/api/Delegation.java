package io.tarn.catalog.api;

import io.tarn.catalog.domain.storage.StagedTables;
import io.tarn.catalog.tables.StoreSigner;
import io.tarn.model.TableName;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.TableMetadata;

/**
 * How the client of this request gets at a table's files. Tarn's own services hold the store's
 * keys; whoever asks for it has each request signed here, and needs none.
 */
@RequestScoped
class Delegation {
  private static final String HEADER = "X-Iceberg-Access-Delegation";
  private static final String REMOTE_SIGNING = "remote-signing";

  private final HttpHeaders headers;
  private final StoreSigner signer;
  private final StagedTables staged;
  private final CallerIdentity caller;

  Delegation(
      @Context HttpHeaders headers,
      StoreSigner signer,
      StagedTables staged,
      CallerIdentity caller) {
    this.headers = headers;
    this.signer = signer;
    this.staged = staged;
    this.caller = caller;
  }

  /** The client's settings for the table's files; none when it asks for none. */
  Map<String, String> config(TableName table) {
    return isAsked() ? signing(table) : Map.of();
  }

  /** The same for a table that the client will write before it makes it. */
  Map<String, String> staged(TableName table, TableMetadata metadata) {
    if (isAsked()) {
      staged.add(table, metadata.location(), caller.identity().self());
    }
    return config(table);
  }

  private boolean isAsked() {
    return headers.getRequestHeader(HEADER).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .anyMatch(way -> way.strip().equals(REMOTE_SIGNING));
  }

  /** In the words of Iceberg's client, new and old, and of PyIceberg. */
  private Map<String, String> signing(TableName table) {
    String path =
        "v1/%s/namespaces/%s/tables/%s/sign"
            .formatted(table.catalog(), String.join("%1F", table.levels()), table.table());
    Map<String, String> config = new HashMap<>();
    config.put("s3.remote-signing-enabled", "true");
    config.put("s3.endpoint", signer.address().toString());
    config.put("s3.path-style-access", "true");
    config.put("client.region", signer.region());
    config.put("s3.region", signer.region());
    config.put("signer.endpoint", path);
    config.put("s3.signer", "S3V4RestSigner");
    config.put("s3.signer.endpoint", path);
    config.put("py-io-impl", "pyiceberg.io.fsspec.FsspecFileIO");
    return config;
  }
}
