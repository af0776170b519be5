package io.tarn.catalog.tables;

import io.tarn.catalog.domain.Transactions;
import io.tarn.catalog.domain.ViewPointer;
import io.tarn.catalog.domain.ViewPointers;
import io.tarn.catalog.domain.commit.Author;
import io.tarn.catalog.domain.idempotency.OnceOnly;
import io.tarn.catalog.tables.SharedNames.Kind;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.view.ViewMetadata;

/** Points views to metadata that were written for them, which go again when nobody does. */
@ApplicationScoped
class ViewPointing {
  /** A view is no longer as the change was planned on. */
  private static final class LostRace extends RuntimeException {
    LostRace(ViewPointer view) {
      super(view.name() + " has moved on", null, false, false);
    }
  }

  private final ViewPointers pointers;
  private final SharedNames names;
  private final ViewFiles files;
  private final OnceOnly once;

  ViewPointing(ViewPointers pointers, SharedNames names, ViewFiles files, OnceOnly once) {
    this.pointers = pointers;
    this.names = names;
    this.files = files;
    this.once = once;
  }

  /**
   * A new view.
   *
   * @throws AlreadyExistsException when its name was taken meanwhile
   * @throws CommitStateUnknownException when the database did not say whether it happened
   */
  ViewMetadata insert(TableName view, ViewMetadata written, Author author) {
    return point(
        view,
        written,
        author,
        () -> {
          UUID uuid = UUID.fromString(written.uuid());
          if (!pointers.insert(view, uuid, written.metadataFileLocation(), author.principal())) {
            throw names.taken(view, Kind.VIEW);
          }
          return written;
        });
  }

  /**
   * A view with other metadata.
   *
   * @return false when it is no longer where the change began
   * @throws CommitStateUnknownException when the database did not say whether it happened
   */
  boolean move(ViewPointer planned, ViewMetadata written, Author author) {
    try {
      point(
          planned.name(),
          written,
          author,
          () -> {
            ViewPointer held =
                pointers
                    .lock(planned.name())
                    .filter(planned::equals)
                    .orElseThrow(() -> new LostRace(planned));
            pointers.move(held, written.metadataFileLocation());
            return written;
          });
      return true;
    } catch (LostRace otherWasFaster) {
      return false;
    }
  }

  private ViewMetadata point(
      TableName view, ViewMetadata written, Author author, Supplier<ViewMetadata> change) {
    try {
      return once.run(author, change);
    } catch (Transactions.OutcomeUnknownException unknown) {
      if (isThere(view, written)) {
        return written;
      }
      throw new CommitStateUnknownException(unknown);
    } catch (RuntimeException refused) {
      files.deleteQuietly(written.metadataFileLocation());
      throw refused;
    }
  }

  /** Whether a transaction that gave no answer did happen. */
  private boolean isThere(TableName view, ViewMetadata written) {
    try {
      return pointers
          .find(view)
          .map(ViewPointer::metadataLocation)
          .equals(Optional.of(written.metadataFileLocation()));
    } catch (RuntimeException stillAway) {
      return false;
    }
  }
}
