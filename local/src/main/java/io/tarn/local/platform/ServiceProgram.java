package io.tarn.local.platform;

import io.tarn.local.process.Launch;
import io.tarn.local.process.Readiness;
import io.tarn.local.server.JavaCommand;
import io.tarn.local.server.Server;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One of the five services, from the program its module built. */
final class ServiceProgram implements Server {
  private final TarnService service;
  private final Path checkout;
  private final Path data;
  private final Path environmentFile;
  private final Endpoints endpoints;

  /**
   * A service as one state keeps it.
   *
   * @param environmentFile where its environment is written, for those who run it by hand
   */
  ServiceProgram(
      TarnService service, Path checkout, Path data, Path environmentFile, Endpoints endpoints) {
    this.service = service;
    this.checkout = checkout;
    this.data = data;
    this.environmentFile = environmentFile;
    this.endpoints = endpoints;
  }

  @Override
  public String name() {
    return service.id();
  }

  @Override
  public void prepare() {
    if (!Files.exists(program())) {
      throw new TarnException(
          ErrorKind.NOT_FOUND,
          service.id() + " is not built: " + program() + " is missing",
          "Build first: ./mvnw -DskipTests package");
    }
    Map<String, String> environment = new ServiceEnvironment(endpoints).of(service, data);
    try {
      Files.createDirectories(data);
      Files.createDirectories(environmentFile.getParent());
      Files.write(
          environmentFile,
          environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Launch launch() {
    return Launch.of(
        name(),
        JavaCommand.of(service.heapMegabytes(), List.of("-jar", program().toString())),
        new ServiceEnvironment(endpoints).of(service, data));
  }

  @Override
  public Readiness readiness() {
    return Readiness.http(health(endpoints.of(service)));
  }

  static URI health(URI service) {
    return service.resolve("/q/health/ready");
  }

  private Path program() {
    return checkout.resolve(service.id()).resolve("target/quarkus-app/quarkus-run.jar");
  }
}
