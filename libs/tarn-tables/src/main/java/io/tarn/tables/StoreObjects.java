package io.tarn.tables;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.iceberg.exceptions.NotFoundException;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Objects of a store, each read and written with one request. */
record StoreObjects(S3Client store) {
  private static final String SCHEME = "s3://";

  /**
   * All of an object: Iceberg's own stream, which can be read from anywhere, takes a third longer.
   *
   * @param most bytes for which there is memory
   * @return empty when it is larger, as somebody else may have made it
   */
  Optional<byte[]> read(String location, long most) {
    GetObjectRequest object =
        GetObjectRequest.builder().bucket(bucket(location)).key(key(location)).build();
    ResponseTransformer<GetObjectResponse, ResponseBytes<GetObjectResponse>> whole =
        ResponseTransformer.toBytes();
    try {
      return store.getObject(
          object,
          (response, content) -> {
            if (response.contentLength() > most) {
              content.abort();
              return Optional.empty();
            }
            return Optional.of(whole.transform(response, content).asByteArrayUnsafe());
          });
    } catch (NoSuchKeyException absent) {
      throw new NotFoundException(absent, "Location does not exist: %s", location);
    }
  }

  void write(String location, byte[] whole) {
    store.putObject(object(location), RequestBody.fromBytes(whole));
  }

  /** Copies a local file to a location, without the copy on disk that an output stream makes. */
  void upload(Path local, String location) {
    store.putObject(object(location), local);
  }

  private static PutObjectRequest object(String location) {
    return PutObjectRequest.builder().bucket(bucket(location)).key(key(location)).build();
  }

  private static String bucket(String location) {
    return location.substring(SCHEME.length(), location.indexOf('/', SCHEME.length()));
  }

  private static String key(String location) {
    return location.substring(location.indexOf('/', SCHEME.length()) + 1);
  }
}
