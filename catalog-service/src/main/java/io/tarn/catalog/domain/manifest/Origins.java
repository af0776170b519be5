package io.tarn.catalog.domain.manifest;

import io.tarn.model.manifest.Manifest;
import io.tarn.model.manifest.SourceManifest;
import io.tarn.model.manifest.SourceManifest.Files;
import io.tarn.model.manifest.SourceManifest.Http;
import io.tarn.model.manifest.SourceManifest.Origin;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Where sources may take their records from. ingest-service reads every bucket, tables' files too,
 * and whoever manages a namespace may declare sources: so only some buckets are for them, and what
 * one source takes is no other's.
 *
 * @param buckets in which files may land
 */
public record Origins(Set<String> buckets) {
  public Origins {
    buckets = Set.copyOf(buckets);
  }

  /**
   * Why a source may not have its origin; empty when it may.
   *
   * @param all that is declared, itself included
   */
  Optional<String> refusal(SourceManifest source, Collection<Manifest> all) {
    if (source.origin() instanceof Files files && !buckets.contains(files.bucket())) {
      return Optional.of("sources may not read the bucket " + files.bucket());
    }
    return all.stream()
            .filter(SourceManifest.class::isInstance)
            .map(SourceManifest.class::cast)
            .filter(other -> !other.name().equals(source.name()))
            .anyMatch(other -> overlap(source.origin(), other.origin()))
        ? Optional.of(shown(source.origin()) + " is another source's")
        : Optional.empty();
  }

  private static boolean overlap(Origin one, Origin other) {
    return switch (one) {
      case Http http -> other instanceof Http second && http.path().equals(second.path());
      case Files files ->
          other instanceof Files second
              && files.bucket().equals(second.bucket())
              && (files.prefix().startsWith(second.prefix())
                  || second.prefix().startsWith(files.prefix()));
    };
  }

  private static String shown(Origin origin) {
    return switch (origin) {
      case Http http -> "/push" + http.path();
      case Files files -> "%s in the bucket %s".formatted(files.prefix(), files.bucket());
    };
  }
}
