package io.tarn.catalog.tables;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.ViewPointer;
import io.tarn.catalog.domain.commit.Author;
import io.tarn.catalog.tables.SharedNames.Kind;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.UpdateRequirement;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.rest.requests.CreateViewRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.view.ViewMetadata;

/**
 * Makes and changes views: a new metadata file first, then the pointer to it. A view has no other
 * files, and these lie below the catalog's location, whatever its own location says.
 */
@ApplicationScoped
public class ViewCommitter {
  private final Views views;
  private final SharedNames names;
  private final ViewFiles files;
  private final ViewPointing pointing;
  private final CatalogConfig config;

  ViewCommitter(
      Views views,
      SharedNames names,
      ViewFiles files,
      ViewPointing pointing,
      CatalogConfig config) {
    this.views = views;
    this.names = names;
    this.files = files;
    this.pointing = pointing;
    this.config = config;
  }

  /**
   * A new view.
   *
   * @throws AlreadyExistsException when its name is taken
   * @throws org.apache.iceberg.exceptions.NoSuchNamespaceException when there is nowhere to put it
   */
  public ViewMetadata create(TableName view, CreateViewRequest request, Author author) {
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
    return pointing.insert(view, files.write(home + "/metadata", metadata), author);
  }

  /**
   * Takes up a view whose metadata are there already, below this catalog's location.
   *
   * @throws BadRequestException when they lie elsewhere
   */
  public ViewMetadata register(TableName view, String metadataLocation, Author author) {
    names.requireFree(view, Kind.VIEW);
    ViewMetadata existing = files.read(view.catalog(), metadataLocation);
    // A copy of its own, which goes again if the name is taken meanwhile: another view may need the
    // file.
    String folder = files.home(view, UUID.fromString(existing.uuid())) + "/metadata";
    return pointing.insert(view, files.write(folder, existing), author);
  }

  /**
   * Changes a view, as it is when it happens.
   *
   * @throws CommitFailedException when a requirement does not hold, or others are always faster
   */
  public ViewMetadata change(TableName view, UpdateTableRequest request, Author author) {
    int attempts = config.commits().attempts();
    for (int attempt = 1; attempt <= attempts; attempt++) {
      ViewPointer pointer = views.pointer(view);
      ViewMetadata base = files.read(pointer.metadataLocation());
      ViewMetadata changed = changed(base, request);
      if (changed.changes().isEmpty()) {
        return base;
      }
      ViewMetadata written = files.write(folder(pointer), changed);
      if (pointing.move(pointer, written, author)) {
        return written;
      }
    }
    throw new CommitFailedException(
        "Others changed %s at the same time, %d times in a row", view, attempts);
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

  private static String folder(ViewPointer pointer) {
    String location = pointer.metadataLocation();
    return location.substring(0, location.lastIndexOf('/'));
  }
}
