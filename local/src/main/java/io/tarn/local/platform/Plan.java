package io.tarn.local.platform;

import io.tarn.local.server.KafkaServer;
import io.tarn.local.server.KeycloakServer;
import io.tarn.local.server.ObjectStore;
import io.tarn.local.server.PostgresServer;
import io.tarn.local.server.Server;
import io.tarn.local.server.ServerFiles;
import io.tarn.local.state.Ports;
import io.tarn.local.state.StateDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is started, in which order.
 *
 * @param needs for each part by name, the parts that have to be ready first
 */
record Plan(List<Server> infrastructure, List<Server> services, Map<String, List<String>> needs) {
  static final List<String> PARTS =
      Stream.concat(
              Stream.of("kafka", "kafka-controller", "s3", "postgres", "keycloak"),
              Stream.of(TarnService.values()).map(TarnService::id))
          .toList();

  static Plan of(Path checkout, StateDirectory state, Ports ports, Set<TarnService> services) {
    ServerFiles files = ServerFiles.of(checkout);
    List<Server> infrastructure =
        List.of(
            new PostgresServer(files, state.data("postgres"), ports.of("postgres")),
            new KafkaServer(
                files, state.data("kafka"), ports.of("kafka"), ports.of("kafka-controller")),
            new ObjectStore(files, state.data("s3"), ports.of("s3")),
            new KeycloakServer(
                files, state.data("keycloak"), ports.of("keycloak"), ports.of("postgres")));
    List<Server> programs = new ArrayList<>();
    Map<String, List<String>> needs = new java.util.HashMap<>();
    needs.put("keycloak", List.of("postgres"));
    for (TarnService service : services) {
      programs.add(
          new ServiceProgram(
              service,
              checkout,
              state.data(service.id()),
              state.environment(service.id()),
              new Endpoints(ports)));
      // Not Keycloak, which takes longest: services wait for it themselves, while they start.
      needs.put(service.id(), List.of("postgres", "kafka", "s3"));
    }
    return new Plan(infrastructure, List.copyOf(programs), Map.copyOf(needs));
  }

  List<Server> all() {
    return Stream.concat(infrastructure.stream(), services.stream()).toList();
  }

  List<String> needs(Server server) {
    return needs.getOrDefault(server.name(), List.of());
  }
}
