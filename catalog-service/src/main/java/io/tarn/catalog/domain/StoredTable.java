package io.tarn.catalog.domain;

import java.util.Optional;

/**
 * A table as the database has it.
 *
 * @param file the metadata file that the pointer names, byte for byte; empty when there is no copy
 */
public record StoredTable(TablePointer pointer, Optional<byte[]> file) {}
