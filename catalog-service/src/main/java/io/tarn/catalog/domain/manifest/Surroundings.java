package io.tarn.catalog.domain.manifest;

import io.tarn.catalog.domain.alert.Webhooks;
import io.tarn.model.manifest.AlertManifest;
import io.tarn.model.manifest.DeclaredManifest;
import io.tarn.model.manifest.Manifest;
import io.tarn.model.manifest.ManifestError;
import io.tarn.model.manifest.SourceManifest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What manifests must fit beside each other: addresses, buckets, and the tables there are. */
public record Surroundings(TableFormats formats, Webhooks webhooks, Origins origins) {
  private static final String HOSTS =
      "Use one of the hosts that tarn.catalog.alerts.hosts of catalog-service allows.";

  private static final String ORIGINS =
      "Use a path or prefix of its own, in a bucket that tarn.catalog.landing of catalog-service"
          + " names.";

  private static final String FORMAT_REMAINS =
      "A table stays what it was made as: write that version, or leave it out.";

  /** Of what goes where the catalog may not send. */
  List<ManifestError> unreachable(List<DeclaredManifest> declared) {
    return declared.stream().flatMap(each -> otherHost(each).stream()).toList();
  }

  /**
   * Of what takes what is not free, or wants to be what it cannot be.
   *
   * @param afterwards all that would be in force
   */
  List<ManifestError> unfit(List<DeclaredManifest> declared, Collection<Manifest> afterwards) {
    return declared.stream()
        .flatMap(
            each ->
                Stream.concat(otherFormat(each).stream(), otherOrigin(each, afterwards).stream()))
        .toList();
  }

  private Optional<ManifestError> otherHost(DeclaredManifest declared) {
    return declared.manifest() instanceof AlertManifest alert
        ? webhooks
            .refusal(alert.webhook())
            .map(why -> error(declared, "/notify/webhook", why, HOSTS))
        : Optional.empty();
  }

  private Optional<ManifestError> otherOrigin(
      DeclaredManifest declared, Collection<Manifest> afterwards) {
    return declared.manifest() instanceof SourceManifest source
        ? origins
            .refusal(source, afterwards)
            .map(why -> error(declared, path(source), why, ORIGINS))
        : Optional.empty();
  }

  private static String path(SourceManifest source) {
    return source.origin() instanceof SourceManifest.Http ? "/http" : "/files";
  }

  private Optional<ManifestError> otherFormat(DeclaredManifest declared) {
    Manifest manifest = declared.manifest();
    return DeclaredTables.formatVersion(manifest)
        .flatMap(
            wanted ->
                DeclaredTables.output(manifest)
                    .flatMap(formats::of)
                    .filter(now -> !now.equals(wanted)))
        .map(now -> "the table is there, in format version " + now)
        .map(why -> error(declared, "/format version", why, FORMAT_REMAINS));
  }

  private static ManifestError error(
      DeclaredManifest declared, String path, String message, String hint) {
    return new ManifestError(declared.file(), declared.line(), 1, path, message, hint);
  }
}
