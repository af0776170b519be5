package io.tarn.compatibility;

import java.nio.file.Path;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCompatibilityKitCatalogTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** The kit's tests of namespaces and tables, told what this catalog does. */
class TablesCompatibilityIT extends RESTCompatibilityKitCatalogTests {
  @Override
  protected boolean supportsNestedNamespaces() {
    return true;
  }

  /** The kit clears up only what it makes for catalogs without nested namespaces. */
  @AfterEach
  void dropParent() {
    catalog().dropNamespace(Namespace.of("parent"));
  }

  /** The catalog chooses where a table lies, and a table stays there. */
  @Override
  protected String baseTableLocation(TableIdentifier table) {
    return catalog().tableExists(table)
        ? catalog().loadTable(table).location()
        : super.baseTableLocation(table);
  }

  @Disabled("moves a metadata file on the local disk; these lie in an object store")
  @Test
  @Override
  public void testLoadTableWithMissingMetadataFile(Path folder) {}
}
