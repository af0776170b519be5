package io.tarn.tables;

import java.util.List;
import org.apache.iceberg.DataFile;

/**
 * What happened to a table between two of its snapshots.
 *
 * @param added data files that were appended, oldest first; compaction may have put others in their
 *     place since, but they can be read as long as the snapshots between are kept
 * @param appendOnly whether nothing else happened: no row was changed or deleted. Otherwise the
 *     added files do not tell the whole story
 */
public record Increment(List<DataFile> added, boolean appendOnly) {
  public Increment {
    added = List.copyOf(added);
  }
}
