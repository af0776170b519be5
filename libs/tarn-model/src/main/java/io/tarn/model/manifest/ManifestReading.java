package io.tarn.model.manifest;

import java.util.List;

/** What came of reading manifests: all of them, or everything that is wrong with them. */
public sealed interface ManifestReading {
  /** Every document is right, and they fit together. */
  record Valid(List<DeclaredManifest> manifests) implements ManifestReading {
    public Valid {
      manifests = List.copyOf(manifests);
    }
  }

  /** At least one error, in the order of the text. */
  record Invalid(List<ManifestError> errors) implements ManifestReading {
    public Invalid {
      errors = List.copyOf(errors);
      if (errors.isEmpty()) {
        throw new IllegalArgumentException("an invalid reading has at least one error");
      }
    }
  }
}
