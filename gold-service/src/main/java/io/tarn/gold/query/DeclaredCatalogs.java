package io.tarn.gold.query;

import io.tarn.gold.sql.Catalogs;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.ModelManifest;
import io.tarn.model.manifest.SourceManifest;
import io.tarn.model.manifest.TableManifest;
import io.tarn.service.DeclaredManifests;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/** Finds a namespace's catalog among the tables that were declared. */
@ApplicationScoped
class DeclaredCatalogs implements Catalogs {
  private final DeclaredManifests manifests;

  DeclaredCatalogs(DeclaredManifests manifests) {
    this.manifests = manifests;
  }

  @Override
  public String of(String namespace) {
    List<String> catalogs =
        tables()
            .filter(table -> table.namespace().equals(namespace))
            .map(TableName::catalog)
            .distinct()
            .toList();
    if (catalogs.size() != 1) {
      throw new TarnException(
          ErrorKind.INVALID,
          catalogs.isEmpty()
              ? "No catalog has a namespace " + namespace + "."
              : "Several catalogs have a namespace " + namespace + ".",
          "Write catalog.namespace.table.");
    }
    return catalogs.getFirst();
  }

  private Stream<TableName> tables() {
    return Stream.of(
            manifests.all(SourceManifest.class).stream()
                .map(declared -> declared.manifest().table()),
            manifests.all(TableManifest.class).stream()
                .map(declared -> declared.manifest().table()),
            manifests.all(ModelManifest.class).stream()
                .map(declared -> declared.manifest().output()))
        .flatMap(tables -> tables);
  }
}
