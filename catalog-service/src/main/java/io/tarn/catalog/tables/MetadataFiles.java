package io.tarn.catalog.tables;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.MetadataCopies;
import io.tarn.catalog.domain.StoredTable;
import io.tarn.catalog.domain.TablePointer;
import io.tarn.model.TableName;
import io.tarn.tables.OwnFiles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.io.DelegateFileIO;
import org.apache.iceberg.io.FileIO;
import org.jboss.logging.Logger;

/**
 * The metadata files of tables. A file never changes once written, so what was parsed is kept, and
 * the text beside it: everyone of a group that committed together is answered with it, and everyone
 * who reads the table then.
 */
@ApplicationScoped
public class MetadataFiles {
  private static final Logger LOG = Logger.getLogger(MetadataFiles.class);
  private static final Pattern VERSION = Pattern.compile(".*/(\\d+)-[^/]*\\.metadata\\.json");

  private final DelegateFileIO storage;
  private final MetadataCopies copies;
  private final Cache<String, TableMetadata> parsed;
  private final Cache<String, byte[]> texts;

  @Inject
  MetadataFiles(DelegateFileIO storage, MetadataCopies copies, CatalogConfig config) {
    this(storage, copies, config.metadataCache(), config.answerCache().asLongValue());
  }

  MetadataFiles(DelegateFileIO storage, MetadataCopies copies, long cacheWeight, long textBytes) {
    this.storage = storage;
    this.copies = copies;
    this.parsed =
        Caffeine.newBuilder()
            .maximumWeight(cacheWeight)
            .weigher(
                (String location, TableMetadata metadata) -> MetadataWeight.characters(metadata))
            .build();
    this.texts =
        Caffeine.newBuilder()
            .maximumWeight(textBytes)
            .weigher((String name, byte[] text) -> text.length)
            .build();
  }

  /** A table and, if there is a copy of it, its metadata file, which is not parsed yet. */
  Optional<StoredTable> find(TableName table) {
    return copies.stored(table);
  }

  /** The metadata of a table. */
  TableMetadata read(TablePointer table) {
    return read(table, () -> copies.find(table));
  }

  /** The metadata of a table that was found with its file. */
  TableMetadata read(StoredTable table) {
    return read(table.pointer(), table::file);
  }

  private TableMetadata read(TablePointer table, Supplier<Optional<byte[]>> file) {
    return parsed.get(
        table.metadataLocation(),
        location ->
            file.get()
                .map(copy -> TableMetadataParser.read(new InMemoryInputFile(location, copy)))
                .orElseGet(() -> TableMetadataParser.read(storage, location)));
  }

  /**
   * The metadata in a file of the store.
   *
   * @throws org.apache.iceberg.exceptions.NotFoundException when there is no such file
   */
  TableMetadata read(String location) {
    return parsed.get(location, missing -> TableMetadataParser.read(storage, missing));
  }

  /**
   * Metadata as JSON, in UTF-8: as it was written, or as somebody asked for it before.
   *
   * @param name the file's location, or anything longer for a part of it
   * @param missing makes it when it is not in memory
   */
  public byte[] text(String name, Supplier<byte[]> missing) {
    return texts.get(name, unknown -> missing.get());
  }

  /** Where a table's manifests can be written that may never be needed. */
  StagedFiles stage(String tableLocation) {
    return new StagedFiles(ownFiles(tableLocation));
  }

  /** A table's own files: what others named in it is not read for them with the service's keys. */
  FileIO ownFiles(String tableLocation) {
    return new OwnFiles(tableLocation, storage);
  }

  /**
   * Writes new metadata beside the table's other files, and the files it needs, all at once.
   *
   * @param base what it replaces, or null for a new table
   * @param staged the files it needs; the metadata is one of them then
   * @return the same, with its location
   */
  TableMetadata write(TableMetadata base, TableMetadata updated, StagedFiles staged) {
    String location =
        "%s/metadata/%05d-%s.metadata.json"
            .formatted(updated.location(), version(base) + 1, UUID.randomUUID());
    TableMetadataParser.overwrite(updated, staged.newOutputFile(location));
    staged.writeTo(storage);
    TableMetadata written =
        TableMetadata.buildFrom(updated).discardChanges().withMetadataLocation(location).build();
    parsed.put(location, written);
    texts.put(location, staged.written().get(location).toByteArray());
    return written;
  }

  /**
   * Forgets what a version that is replaced now has replaced itself: old versions would crowd out
   * what is read. The version itself stays, for whoever found it named a moment ago.
   */
  void forgetBefore(TableMetadata replaced) {
    if (!replaced.previousFiles().isEmpty()) {
      String passed = replaced.previousFiles().getLast().file();
      parsed.invalidate(passed);
      texts.invalidate(passed);
    }
  }

  /** Removes files nobody points to. A file that stays wastes space and harms nothing. */
  void deleteQuietly(Collection<String> locations) {
    try {
      parsed.invalidateAll(locations);
      texts.invalidateAll(locations);
      storage.deleteFiles(locations);
    } catch (RuntimeException failure) {
      LOG.warnf("Left behind: %s: %s", locations, failure);
    }
  }

  /** Removes all files below a table's own location. */
  void deleteAllQuietly(String tableLocation) {
    try {
      storage.deletePrefix(tableLocation + "/");
    } catch (RuntimeException failure) {
      LOG.warnf("Files of %s are left behind: %s", tableLocation, failure);
    }
  }

  private static int version(TableMetadata base) {
    if (base == null) {
      return -1;
    }
    Matcher file = VERSION.matcher(base.metadataFileLocation());
    return file.matches() ? Integer.parseInt(file.group(1)) : 0;
  }
}
