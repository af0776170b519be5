package io.tarn.tables;

import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.tables.rest.RestCatalogs;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;

/**
 * The tables of all catalogs, for the service account of this process; make one and share it.
 *
 * <p>Every method may throw {@link TarnException}: UNAVAILABLE when the catalog or the token's
 * issuer cannot be reached, UNAUTHENTICATED or FORBIDDEN when it refuses.
 */
public final class Lakehouse implements AutoCloseable {
  private final Map<String, CatalogConnection> catalogs = new ConcurrentHashMap<>();
  private final Function<String, CatalogConnection> opener;

  /**
   * A lakehouse over catalogs of the caller's making, each opened when first used.
   *
   * @see #connect
   */
  public Lakehouse(Function<String, CatalogConnection> opener) {
    this.opener = opener;
  }

  /** The lakehouse behind catalog-service. Nothing is sent before the first use. */
  public static Lakehouse connect(Connection connection) {
    return new Lakehouse(new RestCatalogs(connection));
  }

  /** The table as it is now, if it exists. */
  public Optional<Table> find(TableName name) {
    try {
      return Optional.of(OwnFiles.of(catalog(name.catalog()).tables().loadTable(identifier(name))));
    } catch (RuntimeException e) {
      if (CatalogErrors.isNotFound(e)) {
        return Optional.empty();
      }
      throw CatalogErrors.translated("loading " + name, e);
    }
  }

  /**
   * The table as it is now.
   *
   * @throws TarnException NOT_FOUND when there is none
   */
  public Table load(TableName name) {
    return find(name)
        .orElseThrow(
            () ->
                new TarnException(
                    ErrorKind.NOT_FOUND,
                    "there is no table " + name,
                    "Is it declared, and has its source or step run once?"));
  }

  /**
   * The table, made if need be: unpartitioned, format version 3. An existing table is left as it
   * is, even if its columns differ; see {@link #evolve}. Several callers at once get the same
   * table.
   *
   * @param properties Iceberg table properties beside Tarn's own
   */
  public Table createIfAbsent(TableName name, Schema schema, Map<String, String> properties) {
    return find(name).orElseGet(() -> create(name, schema, properties));
  }

  /**
   * Adds the columns of the schema that the table lacks, and widens types, by name.
   *
   * @throws TarnException CONFLICT when somebody else changed the table just then, INVALID when a
   *     type cannot become the other
   */
  public Table evolve(TableName name, Schema schema) {
    Table table = load(name);
    try {
      table.updateSchema().unionByNameWith(schema).commit();
      return table;
    } catch (RuntimeException e) {
      throw CatalogErrors.translatedCommit("changing columns of " + name, e);
    }
  }

  /** Position key to its end (exclusive), as committed; a key that was never seen is not there. */
  public Map<String, Long> positions(TableName name) {
    try {
      return catalog(name.catalog()).positions(name);
    } catch (RuntimeException e) {
      throw CatalogErrors.translated("reading positions of " + name, e);
    }
  }

  /**
   * Makes the changes visible, all or none. Data files of a failed commit are left alone, so that
   * the caller may commit them again or {@link StagedFiles#discard} them; never discard after
   * OUTCOME_UNKNOWN.
   *
   * @throws PositionConflictException when the positions do not continue the table's
   * @throws TarnException CONFLICT when the table moved on (an append may simply be committed
   *     again), OUTCOME_UNKNOWN when no answer came: read the positions again
   */
  public CommitOutcome commit(Commit commit) {
    return new CommitSubmission(catalog(commit.catalog()), commit).submit();
  }

  @Override
  public void close() {
    catalogs.values().forEach(CatalogConnection::close);
  }

  private Table create(TableName name, Schema schema, Map<String, String> properties) {
    try {
      Catalog tables = catalog(name.catalog()).tables();
      createNamespace((SupportsNamespaces) tables, identifier(name).namespace());
      return OwnFiles.of(
          tables.createTable(
              identifier(name),
              schema,
              PartitionSpec.unpartitioned(),
              TarnTableProperties.with(properties)));
    } catch (AlreadyExistsException e) {
      return load(name);
    } catch (RuntimeException e) {
      throw CatalogErrors.translatedCommit("creating " + name, e);
    }
  }

  private static void createNamespace(SupportsNamespaces namespaces, Namespace namespace) {
    if (!namespaces.namespaceExists(namespace)) {
      try {
        namespaces.createNamespace(namespace);
      } catch (AlreadyExistsException e) {
        // Somebody else was first: all the same to us.
      }
    }
  }

  private CatalogConnection catalog(String name) {
    return catalogs.computeIfAbsent(name, opener);
  }

  static TableIdentifier identifier(TableName name) {
    return TableIdentifier.of(Namespace.of(name.levels().toArray(String[]::new)), name.table());
  }
}
