package io.tarn.model.manifest;

/**
 * A text with any number of manifests.
 *
 * @param name what errors call it, as in {@code examples/retail/orders.yaml}
 */
public record ManifestFile(String name, String text) {}
