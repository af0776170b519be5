package io.tarn.service.steps;

import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.service.CatalogClient;
import io.tarn.service.TableState;
import io.tarn.steps.CommitLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The commits as catalog-service counts them. */
@ApplicationScoped
class CatalogCommits implements CommitLog {
  private final CatalogClient catalog;

  CatalogCommits(CatalogClient catalog) {
    this.catalog = catalog;
  }

  @Override
  public Optional<Head> head(TableName table) {
    try {
      TableState state = catalog.table(table);
      return state.snapshotId() == null
          ? Optional.empty()
          : Optional.of(
              new Head(
                  state.sequence(), state.snapshotId(), Optional.ofNullable(state.acceptedUpTo())));
    } catch (TarnException refused) {
      if (refused.kind() == ErrorKind.NOT_FOUND) {
        return Optional.empty();
      }
      throw refused;
    }
  }
}
