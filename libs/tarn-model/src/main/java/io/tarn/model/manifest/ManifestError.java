package io.tarn.model.manifest;

/**
 * One thing that is wrong in a manifest, where it stands and what was probably meant.
 *
 * @param line from 1
 * @param column from 1
 * @param path JSON pointer into the document, as in {@code /expect/price is not negative/check}
 * @param hint what to write instead; empty when there is nothing to add
 */
public record ManifestError(
    String file, int line, int column, String path, String message, String hint) {
  /** One line for a terminal, in the form editors can jump to. */
  @Override
  public String toString() {
    return "%s:%d:%d: %s%s"
        .formatted(file, line, column, message, hint.isEmpty() ? "" : "\n    " + hint);
  }
}
