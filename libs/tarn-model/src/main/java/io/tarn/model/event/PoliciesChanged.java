package io.tarn.model.event;

/**
 * Grants, filters, masks or tags changed; what was decided under an older version must be asked
 * again.
 */
public record PoliciesChanged(long version) {
  public static final String TYPE = "io.tarn.catalog.policies-changed.v1";
  public static final String TOPIC = "tarn.policies";
}
