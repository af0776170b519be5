package io.tarn.catalog.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.permission.Decision;
import io.tarn.catalog.tables.IcebergJson;
import io.tarn.catalog.tables.ReadRestrictions;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.rest.responses.LoadTableResponse;
import org.apache.iceberg.util.JsonUtil;

/**
 * Answers with a table's metadata, as they are written. Many clients ask for the same: everyone of
 * a group that committed together, and everyone who reads it then.
 */
@ApplicationScoped
class TableAnswers {
  private record Key(String metadataLocation, TableAnswer answer, Map<String, String> config) {}

  private final Delegation delegation;
  private final PartialReading partial;
  private final Cache<Key, byte[]> written;

  TableAnswers(Delegation delegation, PartialReading partial, CatalogConfig config) {
    this.delegation = delegation;
    this.partial = partial;
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

  /**
   * All about a table for a trusted engine, of which the caller may see a part. It is the caller's
   * own, and as old as the policies: so it is not kept, nor named for the client to keep. The files
   * are the engine's to reach: nothing is signed for it.
   *
   * @param metadata is asked for when it is such an answer
   * @return empty when it is none
   */
  Optional<Response> restricted(
      TableAnswer answer, TableName table, Supplier<TableMetadata> metadata) {
    return partial.decision(table).map(part -> restricted(answer, part, metadata.get()));
  }

  private Response restricted(TableAnswer answer, Decision part, TableMetadata metadata) {
    ReadRestrictions restrictions = partial.restrictions(part, metadata);
    return Response.ok(
            JsonUtil.generate(
                json -> {
                  json.writeStartObject();
                  json.writeStringField("metadata-location", metadata.metadataFileLocation());
                  json.writeFieldName("metadata");
                  TableMetadataParser.toJson(answer.shown(metadata), json);
                  json.writeFieldName("read-restrictions");
                  restrictions.write(json);
                  json.writeEndObject();
                },
                false))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
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
