package io.tarn.catalog.tables;

import io.tarn.catalog.domain.Transactions;
import io.tarn.catalog.domain.ViewPointer;
import io.tarn.catalog.domain.ViewPointers;
import io.tarn.catalog.tables.SharedNames.Kind;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.UpdateRequirement;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.rest.requests.CreateViewRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.view.ViewMetadata;

/**
 * Views: queries that engines outside resolve, with the rights of whoever asks. A view has no files
 * but its metadata, and those lie below the catalog's location, whatever its own location says.
 */
@ApplicationScoped
public class Views {
  private static final int ATTEMPTS = 5;

  private final ViewPointers pointers;
  private final SharedNames names;
  private final TableDefaults defaults;
  private final ViewFiles files;
  private final Transactions transactions;

  Views(
      ViewPointers pointers,
      SharedNames names,
      TableDefaults defaults,
      ViewFiles files,
      Transactions transactions) {
    this.pointers = pointers;
    this.names = names;
    this.defaults = defaults;
    this.files = files;
    this.transactions = transactions;
  }

  /**
   * The views of a namespace, by name.
   *
   * @throws org.apache.iceberg.exceptions.NoSuchNamespaceException when there is none
   */
  public List<TableName> list(String catalog, String namespace) {
    names.requireNamespace(catalog, namespace);
    return pointers.list(catalog, namespace);
  }

  /**
   * A view's metadata.
   *
   * @throws NoSuchViewException when there is no such view
   */
  public ViewMetadata load(TableName view) {
    return files.read(pointer(view).metadataLocation());
  }

  /**
   * Does nothing when there is such a view.
   *
   * @throws NoSuchViewException when there is none
   */
  public void require(TableName view) {
    pointer(view);
  }

  /**
   * A new view.
   *
   * @throws AlreadyExistsException when its name is taken
   * @throws org.apache.iceberg.exceptions.NoSuchNamespaceException when there is nowhere to put it
   */
  public ViewMetadata create(TableName view, CreateViewRequest request) {
    names.requireFree(view, Kind.VIEW);
    UUID uuid = UUID.randomUUID();
    String home = home(view, uuid);
    ViewMetadata metadata =
        ViewMetadata.builder()
            .assignUUID(uuid.toString())
            .setLocation(Optional.ofNullable(request.location()).orElse(home))
            .setProperties(request.properties())
            .setCurrentVersion(request.viewVersion(), request.schema())
            .build();
    return insert(view, files.write(home + "/metadata", metadata));
  }

  /**
   * Takes up a view whose metadata are there already, below this catalog's location.
   *
   * @throws BadRequestException when they lie elsewhere
   */
  public ViewMetadata register(TableName view, String metadataLocation) {
    defaults.requireBelow(view.catalog(), metadataLocation);
    names.requireFree(view, Kind.VIEW);
    ViewMetadata existing = files.read(metadataLocation);
    // A copy of its own: the other file may belong to another view, and go with it.
    String folder = home(view, UUID.fromString(existing.uuid())) + "/metadata";
    return insert(view, files.write(folder, existing));
  }

  /**
   * Changes a view, as it is when it happens.
   *
   * @throws CommitFailedException when a requirement does not hold, or others are always faster
   */
  public ViewMetadata change(TableName view, UpdateTableRequest request) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      ViewPointer pointer = pointer(view);
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

  /**
   * Gives a view another name.
   *
   * @throws AlreadyExistsException when it is taken
   */
  public void rename(TableName from, TableName to) {
    names.requireNamespace(to.catalog(), to.namespace());
    boolean renamed = transactions.run(() -> pointers.rename(locked(from), to));
    if (!renamed) {
      throw names.renameTaken(from, to);
    }
  }

  /** Forgets a view; its metadata stay, from which it can be registered again. */
  public void drop(TableName view) {
    transactions.run(
        () -> {
          ViewPointer locked = locked(view);
          pointers.delete(locked);
          return locked;
        });
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

  private ViewMetadata insert(TableName view, ViewMetadata written) {
    UUID uuid = UUID.fromString(written.uuid());
    String location = written.metadataFileLocation();
    if (!inTransaction(written, () -> pointers.insert(view, uuid, location))) {
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

  private ViewPointer pointer(TableName view) {
    return pointers.find(view).orElseThrow(() -> missing(view));
  }

  private ViewPointer locked(TableName view) {
    return pointers
        .lock(pointer(view).id())
        .filter(now -> now.name().equals(view))
        .orElseThrow(() -> missing(view));
  }

  private static NoSuchViewException missing(TableName view) {
    return new NoSuchViewException("View does not exist: %s", Tables.shown(view));
  }

  private String home(TableName view, UUID uuid) {
    return "%s/%s/%s-%s"
        .formatted(defaults.location(view.catalog()), view.namespace(), view.table(), uuid);
  }

  private static String folder(ViewPointer pointer) {
    String location = pointer.metadataLocation();
    return location.substring(0, location.lastIndexOf('/'));
  }
}
