package io.tarn.catalog.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.tables.IcebergJson;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.rest.responses.LoadTableResponse;

/**
 * Answers with a table's metadata, as they are written. Many clients ask for the same: everyone of
 * a group that committed together, and everyone who reads it then.
 */
@ApplicationScoped
class TableAnswers {
  private record Key(String metadataLocation, TableAnswer answer, Map<String, String> config) {}

  private final Delegation delegation;
  private final Cache<Key, byte[]> written;

  TableAnswers(Delegation delegation, CatalogConfig config) {
    this.delegation = delegation;
    this.written =
        Caffeine.newBuilder()
            .maximumWeight(config.answerCache().asLongValue())
            .weigher((Key key, byte[] json) -> json.length)
            .build();
  }

  /** All about a table, for who will read or write it. */
  Response loaded(TableName table, TableMetadata metadata) {
    return of(TableAnswer.ALL, metadata, delegation.config(table));
  }

  /** A part, of which a client may know a version already. */
  Response loaded(TableAnswer answer, TableName table, TableMetadata metadata) {
    return of(answer, metadata, delegation.config(table));
  }

  /** The metadata after a commit, for a client that knows how to get at the files. */
  Response committed(TableMetadata metadata) {
    return of(TableAnswer.ALL, metadata, Map.of());
  }

  /** The metadata of a table that the client will make later. */
  Response staged(TableName table, TableMetadata metadata) {
    return Response.ok(
            IcebergJson.write(
                LoadTableResponse.builder()
                    .withTableMetadata(metadata)
                    .addAllConfig(delegation.staged(table, metadata))
                    .build()))
        .build();
  }

  /** Names what {@link #loaded} would answer. */
  EntityTag tag(TableAnswer answer, TableName table, String metadataLocation) {
    return answer.tag(metadataLocation, delegation.config(table));
  }

  private Response of(TableAnswer answer, TableMetadata metadata, Map<String, String> config) {
    String location = metadata.metadataFileLocation();
    byte[] json =
        written.get(
            new Key(location, answer, config),
            missing ->
                IcebergJson.write(answer.body(metadata, config)).getBytes(StandardCharsets.UTF_8));
    return Response.ok(json).tag(answer.tag(location, config)).build();
  }
}
