package io.tarn.catalog.domain;

import io.tarn.model.TableName;
import java.util.UUID;

/**
 * What the catalog knows of a table: where its current metadata is.
 *
 * @param id survives a rename
 * @param uuid Iceberg's table uuid
 * @param sequence of its newest commit; 0 before the first
 */
public record TablePointer(
    long id, TableName name, UUID uuid, String metadataLocation, long sequence) {}
