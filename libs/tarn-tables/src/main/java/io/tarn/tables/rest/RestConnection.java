package io.tarn.tables.rest;

import io.tarn.model.TableName;
import io.tarn.tables.CatalogConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.SessionCatalog.SessionContext;
import org.apache.iceberg.catalog.TableCommit;
import org.apache.iceberg.rest.RESTSessionCatalog;

/** One catalog of catalog-service. */
final class RestConnection implements CatalogConnection {
  private final SessionContext context = SessionContext.createEmpty();
  private final RESTSessionCatalog catalog;
  private final Catalog tables;
  private final PositionsClient positions;

  RestConnection(RESTSessionCatalog catalog, PositionsClient positions) {
    this.catalog = catalog;
    this.tables = catalog.asCatalog(context);
    this.positions = positions;
  }

  @Override
  public Catalog tables() {
    return tables;
  }

  @Override
  public void commit(List<TableCommit> commits) {
    catalog.commitTransaction(context, commits);
  }

  @Override
  public Map<String, Long> positions(TableName table) {
    return positions.positions(table);
  }

  @Override
  public void close() {
    try {
      catalog.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
