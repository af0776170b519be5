package io.tarn.catalog.domain.manifest;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.Manifest;
import io.tarn.model.manifest.TableManifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets those take tags away from whom they hide nothing; anybody who manages a table adds some. */
final class TagRights {
  private final AccessControl access;

  TagRights(AccessControl access) {
    this.access = access;
  }

  /**
   * For a manifest that takes the place of another, if there is one.
   *
   * @throws TarnException FORBIDDEN, with the reason
   */
  void requireChange(Identity who, Manifest manifest, Optional<Manifest> replaced) {
    Map<String, String> kept = Map.of();
    if (manifest instanceof TableManifest table) {
      kept = table.tags();
      table.clearedTags().values().stream()
          .flatMap(List::stream)
          .forEach(tag -> access.admitClearing(who, table.table(), tag));
    }
    if (replaced.isPresent()) {
      requireRemoval(who, replaced.get(), kept);
    }
  }

  /**
   * For a manifest that is taken back.
   *
   * @throws TarnException FORBIDDEN, with the reason
   */
  void requireRemoval(Identity who, Manifest manifest) {
    requireRemoval(who, manifest, Map.of());
  }

  private void requireRemoval(Identity who, Manifest manifest, Map<String, String> kept) {
    if (manifest instanceof TableManifest table) {
      table.tags().entrySet().stream()
          .filter(tag -> !tag.getValue().equals(kept.get(tag.getKey())))
          .forEach(tag -> access.admitUntagging(who, table.table(), tag.getValue()));
    }
  }
}
