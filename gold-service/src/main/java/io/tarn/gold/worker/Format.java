package io.tarn.gold.worker;

/** How a result is written. */
public enum Format {
  /** An array of rows, each an array of values. */
  json("application/json"),
  /** RFC 4180, with a line of names first. */
  csv("text/csv"),
  parquet("application/vnd.apache.parquet");

  private final String mediaType;

  Format(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }
}
