package io.tarn.catalog.domain.manifest;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.ManifestError;
import java.util.List;

/** Manifests were wrong, so none of them was applied. */
public class InvalidManifests extends TarnException {
  private static final long serialVersionUID = 1;

  private final transient List<ManifestError> errors;

  public InvalidManifests(List<ManifestError> errors) {
    super(
        ErrorKind.UNPROCESSABLE,
        "%d %s; nothing was applied. The first: %s"
            .formatted(
                errors.size(),
                errors.size() == 1 ? "error" : "errors",
                errors.getFirst().message()),
        errors.getFirst().hint());
    this.errors = List.copyOf(errors);
  }

  public List<ManifestError> errors() {
    return errors;
  }
}
