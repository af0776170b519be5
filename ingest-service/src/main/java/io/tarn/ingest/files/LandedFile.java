package io.tarn.ingest.files;

/** One version of a file in the store. */
public record LandedFile(String bucket, String key, String etag) {
  /** Its position key, and the origin of its records: {@code file:s3://bucket/key@etag}. */
  public String origin() {
    return "file:" + this;
  }

  @Override
  public String toString() {
    return "s3://%s/%s@%s".formatted(bucket, key, etag);
  }
}
