package io.tarn.catalog.tables;

import io.tarn.catalog.domain.TablePointers;
import io.tarn.catalog.domain.commit.Author;
import io.tarn.catalog.tables.SharedNames.Kind;
import io.tarn.model.TableName;
import io.tarn.tables.OwnFiles;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.rest.requests.CreateTableRequest;

/** Makes tables. */
@ApplicationScoped
public class TableCreation {
  private final TablePointers pointers;
  private final SharedNames names;
  private final TableDefaults defaults;
  private final MetadataFiles files;
  private final ChangeWriter writer;

  TableCreation(
      TablePointers pointers,
      SharedNames names,
      TableDefaults defaults,
      MetadataFiles files,
      ChangeWriter writer) {
    this.pointers = pointers;
    this.names = names;
    this.defaults = defaults;
    this.files = files;
    this.writer = writer;
  }

  /**
   * The metadata that a table of this request would have; the client makes the table later, with
   * its first commit.
   *
   * @throws AlreadyExistsException when there is such a table
   * @throws NoSuchNamespaceException when there is nowhere to put it
   */
  public TableMetadata stage(TableName table, CreateTableRequest request) {
    names.requireFree(table, Kind.TABLE);
    return defaults.metadata(table, request);
  }

  /**
   * A new table.
   *
   * @throws AlreadyExistsException when there is such a table
   * @throws NoSuchNamespaceException when there is nowhere to put it
   */
  public TableMetadata create(TableName table, CreateTableRequest request, Author author) {
    PlannedChange creation = PlannedChange.creation(table, stage(table, request), author);
    defaults.check(creation);
    return carryOut(creation);
  }

  /**
   * Takes up a table whose files are there already, below its namespace's location and in no other
   * table's way: at the namespace's own, or above, it would lie around tables that are made later.
   *
   * @throws BadRequestException when they lie elsewhere
   */
  public TableMetadata register(TableName table, String metadataLocation, Author author) {
    String home = defaults.location(table.catalog(), table.namespace());
    defaults.requireBelow(home, metadataLocation);
    TableMetadata existing = files.read(metadataLocation);
    defaults.requireBelow(home, existing.location());
    if (!OwnFiles.isBelow(existing.location(), metadataLocation)) {
      throw new BadRequestException(
          "The metadata says that the table lies at %s", existing.location());
    }
    names.requireFree(table, Kind.TABLE);
    if (pointers.anyUnder(existing.location() + "/")) {
      throw new BadRequestException("The files at %s belong to a table", existing.location());
    }
    return carryOut(PlannedChange.registration(table, existing, author));
  }

  private TableMetadata carryOut(PlannedChange creation) {
    try {
      return writer.carryOut(List.of(creation)).getFirst();
    } catch (ChangeRecorder.LostRace otherWasFaster) {
      throw names.taken(creation.table(), Kind.TABLE);
    }
  }
}
