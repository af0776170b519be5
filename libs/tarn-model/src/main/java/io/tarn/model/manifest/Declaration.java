package io.tarn.model.manifest;

/** A manifest beside the document it was read from. */
record Declaration(Document document, Manifest manifest) {
  DeclaredManifest declared() {
    return new DeclaredManifest(manifest, document.yaml(), document.file().name(), document.line());
  }
}
