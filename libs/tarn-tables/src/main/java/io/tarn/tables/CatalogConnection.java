package io.tarn.tables;

import io.tarn.model.TableName;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableCommit;

/** One catalog, as the lakehouse needs it. */
public interface CatalogConnection extends AutoCloseable {
  /** Its tables; also implements {@code SupportsNamespaces}. */
  Catalog tables();

  /** Changes all of these tables or none, throwing what Iceberg's clients throw. */
  void commit(List<TableCommit> commits);

  /** The end of each position key of a table; empty when the table is unknown. */
  Map<String, Long> positions(TableName table);

  @Override
  void close();
}
