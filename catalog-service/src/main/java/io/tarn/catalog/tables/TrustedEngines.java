package io.tarn.catalog.tables;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.permission.Decision;
import io.tarn.engine.duckdb.PolicyParser;
import io.tarn.model.error.TarnException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.expressions.Binder;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.types.Types.NestedField;

/** Engines that hold keys of the store, and keep from people what policies hide from them. */
@ApplicationScoped
public class TrustedEngines {
  private final Set<String> clients;
  private final PolicyParser policies;

  @Inject
  TrustedEngines(CatalogConfig config, PolicyParser policies) {
    this(config.trustedEngines().orElse(Set.of()), policies);
  }

  TrustedEngines(Set<String> clients, PolicyParser policies) {
    this.clients = clients;
    this.policies = policies;
  }

  /**
   * Whether the token of a request was issued to one of them.
   *
   * @param client as the token says
   */
  public boolean include(Optional<String> client) {
    return client.filter(clients::contains).isPresent();
  }

  /**
   * What the engine must keep from whom the decision is about.
   *
   * @throws TarnException UNPROCESSABLE when Iceberg cannot say which rows the filter lets through
   */
  public ReadRestrictions restrictions(Decision decision, TableMetadata table) {
    Schema schema = table.schema();
    Optional<Expression> rows =
        decision
            .rowFilter()
            .map(filter -> policies.rows(filter, schema))
            .map(filter -> Binder.bind(schema.asStruct(), filter, true));
    Map<String, String> masks = decision.columnMasks();
    SortedMap<Integer, MaskAction> projections = new TreeMap<>();
    Stream.concat(schema.columns().stream(), dropped(table))
        .filter(column -> masks.containsKey(column.name()))
        .forEach(
            column ->
                projections.put(column.fieldId(), MaskAction.of(masks.get(column.name()), column)));
    return new ReadRestrictions(rows, projections);
  }

  /** Columns that are gone, but not from the snapshots that an engine can still read. */
  private static Stream<NestedField> dropped(TableMetadata table) {
    return table.snapshots().stream()
        .map(Snapshot::schemaId)
        .filter(Objects::nonNull)
        .distinct()
        .map(table.schemasById()::get)
        .filter(Objects::nonNull)
        .flatMap(schema -> schema.columns().stream())
        .filter(column -> table.schema().findField(column.fieldId()) == null);
  }
}
