package io.tarn.local.platform;

import io.tarn.local.process.Readiness;
import io.tarn.local.state.Ports;
import java.util.ArrayList;
import java.util.List;

/** How the health of one part is seen from outside. */
public record Health(String name, int port, Readiness readiness) {

  public static List<Health> parts(Ports ports) {
    Endpoints endpoints = new Endpoints(ports);
    List<Health> parts = new ArrayList<>();
    for (String name : List.of("kafka", "s3", "postgres")) {
      parts.add(new Health(name, ports.of(name), Readiness.port(ports.of(name))));
    }
    parts.add(new Health("keycloak", ports.of("keycloak"), Readiness.http(endpoints.issuer())));
    for (TarnService service : TarnService.values()) {
      parts.add(
          new Health(
              service.id(),
              ports.of(service.id()),
              Readiness.http(ServiceProgram.health(endpoints.of(service)))));
    }
    return parts;
  }
}
