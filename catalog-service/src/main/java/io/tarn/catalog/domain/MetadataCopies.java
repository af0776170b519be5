package io.tarn.catalog.domain;

import io.tarn.model.TableName;
import java.util.Optional;

/**
 * The metadata files of tables once more, where the pointers are: a table that nobody asked for
 * lately is loaded without a word with the object store. The files stay what counts.
 */
public interface MetadataCopies {
  /** The table of that name, with its file, in one question; empty when there is no such table. */
  Optional<StoredTable> stored(TableName name);

  /** The file that the pointer names; empty when there is no copy of it. */
  Optional<byte[]> find(TablePointer table);

  /** Keeps the file of a table, if it is small enough, and still the one the table points to. */
  void keep(TableName table, String location, byte[] content);
}
