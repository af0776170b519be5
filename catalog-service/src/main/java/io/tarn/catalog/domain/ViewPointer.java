package io.tarn.catalog.domain;

import io.tarn.model.TableName;

/** Where the newest metadata of a view are. */
public record ViewPointer(long id, TableName name, String metadataLocation) {}
