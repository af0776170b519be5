package io.tarn.model.manifest;

/**
 * A manifest and where it was written.
 *
 * @param yaml the document as written, comments included
 * @param line of the file where it begins, from 1
 */
public record DeclaredManifest(Manifest manifest, String yaml, String file, int line) {}
