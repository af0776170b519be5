package io.tarn.catalog.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.tables.IcebergJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.iceberg.TableMetadata;

/**
 * Answers with a table's metadata, as they are written. Many clients ask for the same: everyone of
 * a group that committed together, and everyone who reads it then.
 */
@ApplicationScoped
class TableAnswers {
  private record Key(String metadataLocation, TableAnswer answer, Map<String, String> config) {}

  private final Cache<Key, byte[]> written;

  TableAnswers(CatalogConfig config) {
    this.written =
        Caffeine.newBuilder()
            .maximumWeight(config.answerCache().asLongValue())
            .weigher((Key key, byte[] json) -> json.length)
            .build();
  }

  /**
   * An answer.
   *
   * @param config how the client gets at the files
   */
  Response of(TableAnswer answer, TableMetadata metadata, Map<String, String> config) {
    String location = metadata.metadataFileLocation();
    byte[] json =
        written.get(
            new Key(location, answer, config),
            missing ->
                IcebergJson.write(answer.body(metadata, config)).getBytes(StandardCharsets.UTF_8));
    return Response.ok(json).tag(answer.tag(location, config)).build();
  }
}
