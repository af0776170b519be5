package io.tarn.catalog.tables;

import io.tarn.catalog.domain.Transactions;
import io.tarn.catalog.domain.ViewPointer;
import io.tarn.catalog.domain.ViewPointers;
import io.tarn.catalog.tables.SharedNames.Kind;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.UpdateRequirement;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.rest.requests.CreateViewRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.view.ViewMetadata;

/**
 * Makes and changes views: a new metadata file first, then the pointer to it. A view has no other
 * files, and these lie below the catalog's location, whatever its own location says.
 */
@ApplicationScoped
public class ViewCommitter {
  private static final int ATTEMPTS = 5;

  private final ViewPointers pointers;
  private final Views views;
  private final SharedNames names;
  private final ViewFiles files;
  private final Transactions transactions;

  ViewCommitter(
      ViewPointers pointers,
      Views views,
      SharedNames names,
      ViewFiles files,
      Transactions transactions) {
    this.pointers = pointers;
    this.views = views;
    this.names = names;
    this.files = files;
    this.transactions = transactions;
  }

  /**
   * A new view.
   *
   * @throws AlreadyExistsException when its name is taken
   * @throws org.apache.iceberg.exceptions.NoSuchNamespaceException when there is nowhere to put it
   */
  public ViewMetadata create(TableName view, CreateViewRequest request, Principal by) {
    names.requireFree(view, Kind.VIEW);
    UUID uuid = UUID.randomUUID();
    String home = files.home(view, uuid);
    ViewMetadata metadata =
        ViewMetadata.builder()
            .assignUUID(uuid.toString())
            .setLocation(Optional.ofNullable(request.location()).orElse(home))
            .setProperties(request.properties())
            .setCurrentVersion(request.viewVersion(), request.schema())
            .build();
    return insert(view, files.write(home + "/metadata", metadata), by);
  }

  /**
   * Takes up a view whose metadata are there already, below this catalog's location.
   *
   * @throws BadRequestException when they lie elsewhere
   */
  public ViewMetadata register(TableName view, String metadataLocation, Principal by) {
    names.requireFree(view, Kind.VIEW);
    ViewMetadata existing = files.read(view.catalog(), metadataLocation);
    // A copy of its own, which goes again if the name is taken meanwhile: another view may need the
    // file.
    String folder = files.home(view, UUID.fromString(existing.uuid())) + "/metadata";
    return insert(view, files.write(folder, existing), by);
  }

  /**
   * Changes a view, as it is when it happens.
   *
   * @throws CommitFailedException when a requirement does not hold, or others are always faster
   */
  public ViewMetadata change(TableName view, UpdateTableRequest request) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      ViewPointer pointer = views.pointer(view);
      ViewMetadata base = files.read(pointer.metadataLocation());
      ViewMetadata changed = changed(base, request);
      if (changed.changes().isEmpty()) {
        return base;
      }
      ViewMetadata written = files.write(folder(pointer), changed);
      if (inTransaction(written, () -> move(pointer, written))) {
        return written;
      }
    }
    throw new CommitFailedException(
        "Others changed %s at the same time, %d times in a row", view, ATTEMPTS);
  }

  private static ViewMetadata changed(ViewMetadata base, UpdateTableRequest request) {
    try {
      for (UpdateRequirement requirement : request.requirements()) {
        requirement.validate(base);
      }
      ViewMetadata.Builder builder = ViewMetadata.buildFrom(base);
      for (MetadataUpdate update : request.updates()) {
        update.applyTo(builder);
      }
      return builder.build();
    } catch (UnsupportedOperationException ofTables) {
      throw new BadRequestException(ofTables, "A view has no such change");
    }
  }

  private ViewMetadata insert(TableName view, ViewMetadata written, Principal by) {
    UUID uuid = UUID.fromString(written.uuid());
    String location = written.metadataFileLocation();
    if (!inTransaction(written, () -> pointers.insert(view, uuid, location, by))) {
      throw names.taken(view, Kind.VIEW);
    }
    return written;
  }

  /** Points to metadata that were written for it, which go again when nobody does. */
  private boolean inTransaction(ViewMetadata written, Supplier<Boolean> pointing) {
    try {
      boolean pointed = transactions.run(pointing);
      if (!pointed) {
        files.deleteQuietly(written.metadataFileLocation());
      }
      return pointed;
    } catch (Transactions.OutcomeUnknownException unknown) {
      throw new CommitStateUnknownException(unknown);
    } catch (RuntimeException refused) {
      files.deleteQuietly(written.metadataFileLocation());
      throw refused;
    }
  }

  /** Whether the view was still where the change began. */
  private boolean move(ViewPointer planned, ViewMetadata written) {
    Optional<ViewPointer> now = pointers.lock(planned.id()).filter(planned::equals);
    now.ifPresent(held -> pointers.move(held, written.metadataFileLocation()));
    return now.isPresent();
  }

  private static String folder(ViewPointer pointer) {
    String location = pointer.metadataLocation();
    return location.substring(0, location.lastIndexOf('/'));
  }
}
