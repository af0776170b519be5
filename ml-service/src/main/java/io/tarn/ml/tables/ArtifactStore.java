package io.tarn.ml.tables;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.errors.MinioException;
import io.tarn.ml.domain.SavedModel;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.service.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/** Saved models in the bucket {@code models}; a key is written once and never changed. */
@ApplicationScoped
public class ArtifactStore {
  private static final String BUCKET = "models";

  private final MinioClient store;
  private final ObjectMapper json;

  ArtifactStore(PlatformConfig config, ObjectMapper json) {
    this.store =
        MinioClient.builder()
            .endpoint(config.s3().endpoint().toString())
            .region(config.s3().region())
            .credentials(config.s3().accessKey(), config.s3().secretKey())
            .build();
    this.json = json;
  }

  /**
   * Saves a model.
   *
   * @return its key
   * @throws TarnException UNAVAILABLE when the store does not take it
   */
  public String save(String model, UUID run, SavedModel saved) {
    String key = "%s/%s.json".formatted(model, run);
    try {
      if (!store.bucketExists(BucketExistsArgs.builder().bucket(BUCKET).build())) {
        store.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
      }
      byte[] bytes = json.writeValueAsBytes(saved);
      store.putObject(
          PutObjectArgs.builder().bucket(BUCKET).object(key).data(bytes, bytes.length).build());
      return key;
    } catch (MinioException | IOException failed) {
      throw failure("saved as", key, failed);
    }
  }

  /**
   * Loads a model.
   *
   * @throws TarnException UNAVAILABLE when the store does not give it
   */
  public SavedModel load(String key) {
    try (InputStream object =
        store.getObject(GetObjectArgs.builder().bucket(BUCKET).object(key).build())) {
      return json.readValue(object, SavedModel.class);
    } catch (MinioException | IOException failed) {
      throw failure("loaded from", key, failed);
    }
  }

  private static TarnException failure(String what, String key, Exception cause) {
    return new TarnException(
        ErrorKind.UNAVAILABLE,
        "The model could not be %s s3://%s/%s.".formatted(what, BUCKET, key),
        "Try again; if it stays so, look whether the object store is up.",
        cause);
  }
}
