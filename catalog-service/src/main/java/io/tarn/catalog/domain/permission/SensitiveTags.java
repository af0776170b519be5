package io.tarn.catalog.domain.permission;

import java.util.Set;

/**
 * Tags whose columns nobody sees for want of a mask.
 *
 * @param names each stands for itself and for what is below it: {@code pii} for {@code pii.name}
 */
public record SensitiveTags(Set<String> names) {
  public static final SensitiveTags NONE = new SensitiveTags(Set.of());

  public SensitiveTags {
    names = Set.copyOf(names);
  }

  boolean include(String tag) {
    return names.stream().anyMatch(name -> tag.equals(name) || tag.startsWith(name + "."));
  }
}
