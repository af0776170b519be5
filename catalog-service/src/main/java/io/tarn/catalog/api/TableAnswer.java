package io.tarn.catalog.api;

import jakarta.ws.rs.core.EntityTag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.rest.credentials.Credential;
import org.apache.iceberg.rest.responses.LoadTableResponse;

/** A table's metadata as an answer. */
enum TableAnswer {
  /** With every snapshot. */
  ALL,
  /** With the snapshots that branches and tags name; the others are loaded when they are needed. */
  REFS;

  /**
   * Reads the parameter {@code snapshots}.
   *
   * @param written null for the default
   */
  static TableAnswer parse(String written) {
    if (written == null) {
      return ALL;
    }
    try {
      return valueOf(written.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new BadRequestException(unknown, "snapshots is 'all' or 'refs', not '%s'", written);
    }
  }

  /** Names this answer about a metadata file, which never changes. */
  EntityTag tag(String metadataLocation, Map<String, String> config) {
    String file = metadataLocation.substring(metadataLocation.lastIndexOf('/') + 1);
    return new EntityTag(
        file.replace(".metadata.json", "")
            + "-"
            + name().toLowerCase(Locale.ROOT)
            + (config.isEmpty() ? "" : "-signed"));
  }

  /** What this part of a metadata file is called among texts. */
  String named(String metadataLocation) {
    return this == ALL ? metadataLocation : metadataLocation + "?snapshots=refs";
  }

  /**
   * The answer.
   *
   * @param config how the client gets at the files
   * @param credentials keys to them
   */
  LoadTableResponse body(
      TableMetadata metadata, Map<String, String> config, List<Credential> credentials) {
    return LoadTableResponse.builder()
        .withTableMetadata(shown(metadata))
        .addAllConfig(config)
        .addAllCredentials(credentials)
        .build();
  }

  /** The part of the metadata that is answered. */
  TableMetadata shown(TableMetadata metadata) {
    return switch (this) {
      case ALL -> metadata;
      case REFS ->
          TableMetadata.buildFrom(metadata)
              .withMetadataLocation(metadata.metadataFileLocation())
              .suppressHistoricalSnapshots()
              .build();
    };
  }
}
