package io.tarn.catalog.config;

import io.tarn.service.PlatformConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.iceberg.aws.AwsClientProperties;
import org.apache.iceberg.aws.HttpClientProperties;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.aws.s3.S3FileIOProperties;

/** The object store, with the service's own keys: one client for all. */
class StorageProducer {
  @Produces
  @Singleton
  S3FileIO storage(PlatformConfig config) {
    PlatformConfig.S3 s3 = config.s3();
    S3FileIO io = new S3FileIO();
    io.initialize(
        Map.of(
            S3FileIOProperties.ENDPOINT, s3.endpoint().toString(),
            S3FileIOProperties.PATH_STYLE_ACCESS, "true",
            S3FileIOProperties.ACCESS_KEY_ID, s3.accessKey(),
            S3FileIOProperties.SECRET_ACCESS_KEY, s3.secretKey(),
            AwsClientProperties.CLIENT_REGION, s3.region(),
            HttpClientProperties.CLIENT_TYPE, HttpClientProperties.CLIENT_TYPE_URLCONNECTION));
    return io;
  }

  void close(@Disposes S3FileIO storage) {
    storage.close();
  }
}
