package io.tarn.local.server;

import io.tarn.local.process.Launch;
import io.tarn.local.process.Readiness;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * S3Proxy over local folders: each folder is a bucket. As other stores do, it lets headers pass
 * that it does not know: Trino lists objects with one.
 */
public final class ObjectStore implements Server {
  public static final String REGION = "us-east-1";
  public static final String ACCESS_KEY = "tarn";
  public static final String SECRET_KEY = "tarn-secret";
  public static final List<String> BUCKETS = List.of("lakehouse", "landing", "models");

  private final ServerFiles files;
  private final Path data;
  private final int port;

  public ObjectStore(ServerFiles files, Path data, int port) {
    this.files = files;
    this.data = data;
    this.port = port;
  }

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public void prepare() {
    BUCKETS.forEach(bucket -> Setup.directories(data.resolve("buckets").resolve(bucket)));
    Setup.write(
        settings(),
        """
        s3proxy.endpoint=http://127.0.0.1:%d
        s3proxy.authorization=aws-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        s3proxy.ignore-unknown-headers=true
        jclouds.provider=filesystem
        jclouds.identity=local
        jclouds.credential=local
        jclouds.filesystem.basedir=%s
        """
            .formatted(port, ACCESS_KEY, SECRET_KEY, data.resolve("buckets")));
  }

  @Override
  public Launch launch() {
    return Launch.of(
        name(),
        JavaCommand.of(
            160,
            List.of("-jar", files.s3proxy().toString(), "--properties", settings().toString())),
        Map.of("LOG_LEVEL", "info"));
  }

  @Override
  public Readiness readiness() {
    return Readiness.port(port);
  }

  private Path settings() {
    return data.resolve("s3proxy.properties");
  }
}
