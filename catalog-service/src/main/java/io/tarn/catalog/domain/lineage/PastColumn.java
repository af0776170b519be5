package io.tarn.catalog.domain.lineage;

import java.util.List;
import java.util.Optional;

/** A column of a table as it was. */
record PastColumn(TableSnapshot snapshot, Column column) {
  /** What the column, or a path inside it, was computed from. */
  List<Derivation> derivations(Origin origin) {
    return origin.columns().entrySet().stream()
        .flatMap(
            derived ->
                derived.getValue().stream()
                    .map(
                        source ->
                            new Derivation(
                                Column.parse(source, origin.inputs().keySet()),
                                new Column(snapshot.table(), derived.getKey()))))
        .filter(derivation -> derivation.to().overlaps(column))
        .toList();
  }

  /** Where it came from, as that was then; empty where the commit did not name the snapshot. */
  Optional<PastColumn> source(Derivation derivation, Origin origin) {
    Column from = derivation.from();
    return Optional.ofNullable(origin.inputs().get(from.table()))
        .map(read -> new PastColumn(new TableSnapshot(from.table(), read), from));
  }
}
