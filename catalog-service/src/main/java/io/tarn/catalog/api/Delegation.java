package io.tarn.catalog.api;

import io.tarn.catalog.domain.storage.StagedTables;
import io.tarn.catalog.tables.StoreSigner;
import io.tarn.model.TableName;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.rest.credentials.Credential;

/**
 * How the client of this request gets at a table's files. Tarn's own services hold the store's
 * keys; whoever asks for it has each request signed here, and needs none, or gets some that end
 * soon.
 */
@RequestScoped
class Delegation {
  private static final String HEADER = "X-Iceberg-Access-Delegation";

  private final HttpHeaders headers;
  private final StoreSigner signer;
  private final Vending vending;
  private final StagedTables staged;
  private final CallerIdentity caller;

  /** What a client is told about the way to a table's files. */
  record Access(Map<String, String> config, List<Credential> credentials) {}

  Delegation(
      @Context HttpHeaders headers,
      StoreSigner signer,
      Vending vending,
      StagedTables staged,
      CallerIdentity caller) {
    this.headers = headers;
    this.signer = signer;
    this.vending = vending;
    this.staged = staged;
    this.caller = caller;
  }

  /** Whether the client would have credentials, and the store has some. */
  boolean isForCredentials() {
    return vending.isPossible() && asksFor("vended-credentials");
  }

  /** The client's settings for the table's files; none when it asks for none. */
  Map<String, String> config(TableName table) {
    return asksFor("remote-signing") ? signing(table) : Map.of();
  }

  /** The way to the files of a table: credentials if it may be, else as it is without them. */
  Access access(TableName table, TableMetadata metadata) {
    return access(table, vending.credential(table, metadata.location()));
  }

  /** The same for a table that the client will write before it makes it. */
  Access staged(TableName table, TableMetadata metadata) {
    staged.add(table, metadata.location(), caller.identity().self());
    return access(
        table, isForCredentials() ? vending.staged(table, metadata.location()) : Optional.empty());
  }

  private Access access(TableName table, Optional<Credential> keys) {
    return keys.map(each -> new Access(keyed(table, each), List.of(each)))
        .orElseGet(() -> new Access(config(table), List.of()));
  }

  private boolean asksFor(String way) {
    return headers.getRequestHeader(HEADER).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .anyMatch(asked -> asked.strip().equals(way));
  }

  /** The keys once more, for clients that do not know where they are told now. */
  private Map<String, String> keyed(TableName table, Credential keys) {
    Map<String, String> config = store();
    config.put("client.refresh-credentials-endpoint", path(table) + "/credentials");
    config.putAll(keys.config());
    return config;
  }

  /** In the words of Iceberg's client, new and old, and of PyIceberg. */
  private Map<String, String> signing(TableName table) {
    String path = path(table) + "/sign";
    Map<String, String> config = store();
    config.put("s3.remote-signing-enabled", "true");
    config.put("signer.endpoint", path);
    config.put("s3.signer", "S3V4RestSigner");
    config.put("s3.signer.endpoint", path);
    config.put("py-io-impl", "pyiceberg.io.fsspec.FsspecFileIO");
    return config;
  }

  private Map<String, String> store() {
    Map<String, String> config = new HashMap<>();
    config.put("s3.endpoint", signer.address().toString());
    config.put("s3.path-style-access", "true");
    config.put("client.region", signer.region());
    config.put("s3.region", signer.region());
    return config;
  }

  private static String path(TableName table) {
    return "v1/%s/namespaces/%s/tables/%s"
        .formatted(table.catalog(), String.join("%1F", table.levels()), table.table());
  }
}
