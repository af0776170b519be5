package io.tarn.catalog.api;

import io.tarn.catalog.domain.StoredTable;
import io.tarn.catalog.domain.permission.Decision;
import io.tarn.catalog.tables.IcebergJson;
import io.tarn.catalog.tables.MetadataFiles;
import io.tarn.catalog.tables.ReadRestrictions;
import io.tarn.catalog.tables.Tables;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.util.JsonUtil;

/** Answers with a table's metadata. */
@ApplicationScoped
class TableAnswers {
  private final Tables tables;
  private final MetadataFiles files;
  private final Guard guard;
  private final PartialReading partial;
  private final Delegation delegation;

  TableAnswers(
      Tables tables,
      MetadataFiles files,
      Guard guard,
      PartialReading partial,
      Delegation delegation) {
    this.tables = tables;
    this.files = files;
    this.guard = guard;
    this.partial = partial;
    this.delegation = delegation;
  }

  /** All about a table that was made just now, for who will write it. */
  Response made(TableName table, TableMetadata metadata) {
    return partial
        .decision(table)
        .map(part -> restricted(TableAnswer.ALL, part, metadata))
        .orElseGet(
            () ->
                delegation.isForCredentials()
                    ? opened(TableAnswer.ALL, metadata, delegation.access(table, metadata))
                    : of(metadata, delegation.config(table)));
  }

  /**
   * A table, if the caller may have its metadata. A trusted engine may have it where the caller may
   * see a part, with what to keep from him.
   *
   * @param known tags of answers that the client has, or null
   */
  Response loaded(TableAnswer answer, TableName table, String known) {
    return partial
        .decision(table)
        .map(part -> restricted(answer, part, tables.metadata(tables.stored(table))))
        .orElseGet(() -> guard.metadata(table, () -> whole(answer, tables.stored(table), known)));
  }

  /**
   * It is the caller's own, and as old as the policies: so it is not kept, nor named for the client
   * to keep. The files are the engine's to reach: nothing is signed for it.
   */
  private Response restricted(TableAnswer answer, Decision part, TableMetadata metadata) {
    ReadRestrictions restrictions = partial.restrictions(part, metadata);
    return Unkept.answer(
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
            false));
  }

  /** The metadata after a commit, for a client that knows how to get at the files. */
  Response committed(TableMetadata metadata) {
    return of(metadata, Map.of());
  }

  /** The file is handed on as it is where all of it is wanted. */
  private Response whole(TableAnswer answer, StoredTable table, String known) {
    TableName name = table.pointer().name();
    if (delegation.isForCredentials()) {
      TableMetadata metadata = tables.metadata(table);
      return opened(answer, metadata, delegation.access(name, metadata));
    }
    String location = table.pointer().metadataLocation();
    Map<String, String> config = delegation.config(name);
    EntityTag tag = answer.tag(location, config);
    if (known != null && known.contains('"' + tag.getValue() + '"')) {
      return Response.notModified(tag).build();
    }
    return of(
        answer,
        location,
        config,
        () ->
            table
                .file()
                .filter(file -> answer == TableAnswer.ALL)
                .orElseGet(() -> json(answer.shown(tables.metadata(table)))));
  }

  /** The metadata of a table that the client will make later. */
  Response staged(TableName table, TableMetadata metadata) {
    return opened(TableAnswer.ALL, metadata, delegation.staged(table, metadata));
  }

  /** With what is for this client alone, and ends: nobody keeps it, and it has no tag. */
  private static Response opened(
      TableAnswer answer, TableMetadata metadata, Delegation.Access access) {
    return Unkept.answer(
        IcebergJson.write(answer.body(metadata, access.config(), access.credentials())));
  }

  private Response of(TableMetadata metadata, Map<String, String> config) {
    return of(TableAnswer.ALL, metadata.metadataFileLocation(), config, () -> json(metadata));
  }

  private Response of(
      TableAnswer answer, String location, Map<String, String> config, Supplier<byte[]> missing) {
    byte[] text = files.text(answer.named(location), missing);
    return Response.ok(IcebergJson.loaded(location, text, config))
        .tag(answer.tag(location, config))
        .build();
  }

  private static byte[] json(TableMetadata metadata) {
    return TableMetadataParser.toJson(metadata).getBytes(StandardCharsets.UTF_8);
  }
}
