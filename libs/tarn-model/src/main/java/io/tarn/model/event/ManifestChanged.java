package io.tarn.model.event;

/** A manifest was applied in a new version, or removed. */
public record ManifestChanged(String kind, String name, long version) {
  public static final String TYPE_APPLIED = "io.tarn.catalog.manifest-applied.v1";
  public static final String TYPE_REMOVED = "io.tarn.catalog.manifest-removed.v1";
  public static final String TOPIC = "tarn.manifests";
}
