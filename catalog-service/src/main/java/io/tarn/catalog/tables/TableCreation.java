package io.tarn.catalog.tables;

import io.tarn.catalog.domain.Namespaces;
import io.tarn.catalog.domain.TablePointers;
import io.tarn.catalog.domain.commit.Author;
import io.tarn.model.TableName;
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
  private final Namespaces namespaces;
  private final TableDefaults defaults;
  private final MetadataFiles files;
  private final TableCommitter committer;

  TableCreation(
      TablePointers pointers,
      Namespaces namespaces,
      TableDefaults defaults,
      MetadataFiles files,
      TableCommitter committer) {
    this.pointers = pointers;
    this.namespaces = namespaces;
    this.defaults = defaults;
    this.files = files;
    this.committer = committer;
  }

  /**
   * The metadata that a table of this request would have; the client makes the table later, with
   * its first commit.
   *
   * @throws AlreadyExistsException when there is such a table
   * @throws NoSuchNamespaceException when there is nowhere to put it
   */
  public TableMetadata stage(TableName table, CreateTableRequest request) {
    if (namespaces.properties(table.catalog(), table.namespace()).isEmpty()) {
      throw new NoSuchNamespaceException("Namespace does not exist: %s", table.namespace());
    }
    if (pointers.find(table).isPresent()) {
      throw exists(table);
    }
    return defaults.metadata(table, request);
  }

  /**
   * A new table.
   *
   * @throws AlreadyExistsException when there is such a table
   * @throws NoSuchNamespaceException when there is nowhere to put it
   */
  public TableMetadata create(TableName table, CreateTableRequest request, Author author) {
    PlannedChange creation = PlannedChange.creation(table, stage(table, request));
    defaults.check(creation);
    return carryOut(creation, author);
  }

  /**
   * Takes up a table whose files are there already, below this catalog's location and in no other
   * table's way.
   *
   * @throws BadRequestException when they lie elsewhere
   */
  public TableMetadata register(TableName table, String metadataLocation, Author author) {
    String home = defaults.location(table.catalog()) + "/";
    if (!metadataLocation.startsWith(home) || metadataLocation.contains("/../")) {
      throw new BadRequestException("A table of %s must lie below %s", table.catalog(), home);
    }
    TableMetadata existing = files.read(metadataLocation);
    if (!metadataLocation.startsWith(existing.location() + "/")
        || !existing.location().startsWith(home)) {
      throw new BadRequestException(
          "The metadata says that the table lies at %s", existing.location());
    }
    if (pointers.find(table).isPresent()) {
      throw exists(table);
    }
    if (pointers.anyUnder(existing.location() + "/")) {
      throw new BadRequestException("The files at %s belong to a table", existing.location());
    }
    return carryOut(PlannedChange.registration(table, existing), author);
  }

  private TableMetadata carryOut(PlannedChange creation, Author author) {
    try {
      return committer.carryOut(List.of(creation), author).getFirst();
    } catch (ChangeRecorder.LostRace otherWasFaster) {
      throw exists(creation.table());
    }
  }

  private static AlreadyExistsException exists(TableName table) {
    return new AlreadyExistsException("Table already exists: %s", Tables.shown(table));
  }
}
