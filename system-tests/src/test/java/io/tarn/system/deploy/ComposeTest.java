package io.tarn.system.deploy;

import static io.tarn.system.Project.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tarn.system.Project;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docker-compose.yml, as far as can be told without starting it. */
class ComposeTest {
  private static final String FILE = "docker-compose.yml";

  private static final Pattern PORT = Pattern.compile("[^:]+:(\\d+):\\d+");

  private final Map<String, Object> compose = Project.documents(Project.text(FILE)).getFirst();
  private final Map<String, Object> parts = at(compose, "services");

  @Test
  void composeAcceptsIt() throws Exception {
    assumeThat(Project.program("docker-compose"))
        .as("docker-compose is not installed: its own check is left out")
        .isPresent();

    Project.Ran ran = Project.run("docker-compose", "-f", FILE, "config", "--quiet");

    assertThat(ran.status()).as(ran.errors()).isZero();
  }

  @Test
  void itStartsTheFiveServicesFromTheirOwnImages() {
    assertThat(parts).containsKeys(Project.SERVICES.toArray(String[]::new));
    assertThat(Project.SERVICES)
        .allSatisfy(
            service ->
                assertThat(String.valueOf(at(parts, service).get("image")))
                    .startsWith("tarn/" + service + ":"));
  }

  @Test
  void everyImageIsPinned() {
    assertThat(parts.values())
        .map(part -> String.valueOf(at(part).get("image")))
        .allSatisfy(image -> assertThat(image).matches(".+:v?\\d+\\.\\d+.*"));
  }

  @Test
  void everyVariableOfAServiceIsInTheContracts() {
    assertThat(Project.SERVICES)
        .allSatisfy(
            service ->
                assertThat(Project.contractedVariables())
                    .containsAll(at(parts, service, "environment").keySet()));
  }

  @Test
  void addressesLeadToAPartThatListensThere() {
    assertThat(Project.SERVICES)
        .flatMap(service -> Project.<Object>at(parts, service, "environment").entrySet())
        .filteredOn(variable -> variable.getValue().toString().startsWith("http://"))
        .map(variable -> URI.create(variable.getValue().toString()))
        .isNotEmpty()
        .allSatisfy(
            address -> {
              if (address.getHost().equals("localhost")) {
                assertThat(published()).contains(Integer.toString(address.getPort()));
              } else {
                assertThat(parts).containsKey(address.getHost());
                assertThat(address.getPort()).isEqualTo(8080);
              }
            });
  }

  @Test
  void filesThatAreMountedExist() {
    assertThat(parts.values())
        .flatMap(part -> at(part).get("volumes") instanceof List<?> volumes ? volumes : List.of())
        .map(Object::toString)
        .filteredOn(volume -> volume.startsWith("./"))
        .isNotEmpty()
        .allSatisfy(
            volume ->
                assertThat(
                        Files.exists(
                            Project.ROOT.resolve(volume.substring(0, volume.indexOf(':')))))
                    .isTrue());
  }

  @Test
  void nothingIsPublishedBeyondThisMachine() {
    assertThat(ports()).isNotEmpty().allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
  }

  private List<String> published() {
    return ports().map(port -> PORT.matcher(port).replaceFirst("$1")).toList();
  }

  private Stream<String> ports() {
    return parts.values().stream()
        .flatMap(part -> at(part).get("ports") instanceof List<?> ports ? ports.stream() : null)
        .map(Object::toString);
  }
}
