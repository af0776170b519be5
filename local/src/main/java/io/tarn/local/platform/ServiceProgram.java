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

/** One of the five services, from the program its module built. */
final class ServiceProgram implements Server {
  private final TarnService service;
  private final Path checkout;
  private final Path data;
  private final Endpoints endpoints;

  ServiceProgram(TarnService service, Path checkout, Path data, Endpoints endpoints) {
    this.service = service;
    this.checkout = checkout;
    this.data = data;
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
    try {
      Files.createDirectories(data);
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
