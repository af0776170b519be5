package io.tarn.compatibility;

import org.apache.iceberg.rest.RESTCompatibilityKitViewCatalogTests;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** The kit's tests of views, told what this catalog does. */
class ViewsCompatibilityIT extends RESTCompatibilityKitViewCatalogTests {
  @Disabled(
      "wants metadata in a folder of the local disk; the catalog keeps it in its own location")
  @Test
  @Override
  public void createViewWithCustomMetadataLocation() {}
}
