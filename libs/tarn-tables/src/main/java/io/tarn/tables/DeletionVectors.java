package io.tarn.tables;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.deletes.BaseDVFileWriter;
import org.apache.iceberg.deletes.DVFileWriter;
import org.apache.iceberg.deletes.PositionDeleteIndex;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * Which rows of a data file are deleted: bitmaps of row positions in Puffin files (Iceberg spec,
 * "Deletion vectors").
 */
public final class DeletionVectors {
  private DeletionVectors() {}

  /**
   * Row positions (from 0) that vectors delete from a file, ascending; without those in {@link
   * TableFile#positionDeletes}.
   *
   * @throws TarnException UNPROCESSABLE when a foreign writer deletes in a third way, as by
   *     equality, or more rows than there are
   */
  public static long[] positions(Table table, TableFile file) {
    LongStream.Builder positions = LongStream.builder();
    for (DeleteFile vector : vectors(file)) {
      PositionDeleteIndex index = index(table.io(), vector);
      if (index.cardinality() > file.data().recordCount()) {
        throw new TarnException(
            ErrorKind.UNPROCESSABLE,
            "%s deletes more rows than %s has".formatted(vector.location(), file.location()),
            "Go back to a snapshot before it.");
      }
      index.forEach(positions::add);
    }
    return positions.build().sorted().toArray();
  }

  /**
   * Stages vectors that delete more rows of files of the current snapshot.
   *
   * @param deleted files as {@link Snapshots#files} gave them, each to positions (from 0) of rows
   *     to delete; rows that a vector deleted before stay deleted, those in {@link
   *     TableFile#positionDeletes} are to be among them
   */
  public static TableChange.Deletions stage(Table table, Map<TableFile, long[]> deleted) {
    Map<String, TableFile> byLocation =
        deleted.keySet().stream().collect(Collectors.toMap(TableFile::location, file -> file));
    Function<String, PositionDeleteIndex> previous =
        location -> previous(table.io(), byLocation.get(location));
    OutputFileFactory output =
        OutputFileFactory.builderFor(table, 0, 0).format(FileFormat.PUFFIN).build();
    DVFileWriter writer = new BaseDVFileWriter(output, previous);
    try (writer) {
      deleted.forEach(
          (file, positions) -> {
            PartitionSpec spec = table.specs().get(file.data().specId());
            for (long position : positions) {
              writer.delete(file.location(), position, spec, file.data().partition());
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TableChange.Deletions(
        writer.result().deleteFiles(),
        deleted.keySet().stream().flatMap(file -> file.ownDeletes().stream()).toList());
  }

  private static List<DeleteFile> vectors(TableFile file) {
    List<DeleteFile> vectors = new ArrayList<>(file.deletes());
    vectors.removeAll(file.positionDeletes());
    return vectors;
  }

  private static PositionDeleteIndex previous(FileIO io, TableFile file) {
    List<DeleteFile> vectors = vectors(file);
    return vectors.isEmpty() ? null : index(io, vectors.getFirst());
  }

  private static PositionDeleteIndex index(FileIO io, DeleteFile vector) {
    if (vector.format() != FileFormat.PUFFIN) {
      throw new TarnException(
          ErrorKind.UNPROCESSABLE,
          "%s deletes rows by a %s file in %s, which cannot be read"
              .formatted(vector.location(), vector.content(), vector.format()),
          "Compact the table with the engine that wrote it, or make it format version 3.");
    }
    try (SeekableInputStream in = io.newInputFile(vector.location()).newStream()) {
      in.seek(vector.contentOffset());
      byte[] bytes = in.readNBytes(Math.toIntExact(vector.contentSizeInBytes()));
      return PositionDeleteIndex.deserialize(bytes, vector);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
