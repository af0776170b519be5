package io.tarn.compatibility;

import org.apache.iceberg.rest.RESTCompatibilityKitViewCatalogTests;

/** The kit's tests of views. */
class ViewsCompatibilityIT extends RESTCompatibilityKitViewCatalogTests {}
