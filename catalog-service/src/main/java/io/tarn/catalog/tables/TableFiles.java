package io.tarn.catalog.tables;

import io.tarn.catalog.domain.TablePointer;
import io.tarn.catalog.domain.TablePointers;
import io.tarn.catalog.domain.storage.ObjectRequest;
import io.tarn.catalog.domain.storage.StagedTables;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.iceberg.exceptions.ForbiddenException;

/** Which files belong to which table. */
@ApplicationScoped
public class TableFiles {
  private static final String METADATA_FILE = ".metadata.json";

  private final TablePointers pointers;
  private final MetadataFiles files;
  private final StagedTables staged;

  TableFiles(TablePointers pointers, MetadataFiles files, StagedTables staged) {
    this.pointers = pointers;
    this.files = files;
    this.staged = staged;
  }

  /** Where a table lies; empty when there is none, though somebody may be about to make it. */
  public Optional<String> location(TableName table) {
    return pointers.find(table).map(pointer -> files.read(pointer).location());
  }

  /** Where a table will lie that somebody staged, as often as he did so: the last time. */
  public Optional<String> stagedLocation(TableName table, Principal by) {
    return staged.locations(table, by).stream().findFirst();
  }

  /**
   * The table whose files a request concerns: the one that lies around the first of them.
   *
   * @param by who asks: a table that is not made yet is there only for whoever staged it
   */
  public Optional<TableName> table(ObjectRequest request, Principal by) {
    List<String> around =
        all(request).findFirst().map(TableFiles::folders).orElseGet(() -> List.of());
    return pointers.at(around).map(TablePointer::name).or(() -> staged.at(around, by));
  }

  /** The folders a file lies in. */
  private static List<String> folders(String file) {
    return Stream.iterate(file, path -> path.substring(0, path.lastIndexOf('/')))
        .skip(1)
        .takeWhile(path -> path.lastIndexOf('/') > "s3://".length())
        .toList();
  }

  /**
   * Does nothing when a request stays with a table's own files, and leaves those alone that the
   * catalog alone writes.
   *
   * @param made where the table lies, if there is one
   * @param by who asks: a table that is not made yet has a location only for whoever staged it
   * @throws ForbiddenException when it does not
   */
  public void requireWithin(
      TableName table, Optional<String> made, ObjectRequest request, Principal by) {
    List<String> places = made.map(List::of).orElseGet(() -> staged.locations(table, by));
    if (places.stream().noneMatch(place -> all(request).allMatch(isBelow(place)))) {
      throw new ForbiddenException("Only requests for files of %s are signed here", table);
    }
    Stream.concat(request.writes().stream(), request.removes().stream())
        .filter(file -> file.contains(METADATA_FILE))
        .findAny()
        .ifPresent(
            file -> {
              throw new ForbiddenException("Only the catalog writes %s", file);
            });
  }

  private static Predicate<String> isBelow(String place) {
    return file -> file.startsWith(place + "/");
  }

  private static Stream<String> all(ObjectRequest request) {
    return Stream.of(request.reads(), request.writes(), request.removes()).flatMap(List::stream);
  }
}
