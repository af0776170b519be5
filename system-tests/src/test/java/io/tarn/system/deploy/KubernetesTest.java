package io.tarn.system.deploy;

import static io.tarn.system.Project.at;
import static io.tarn.system.Project.listAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tarn.system.Project;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The manifests as a cluster would get them, as far as can be told without a cluster. */
class KubernetesTest {
  private static final String BASE = "k8s/base";
  private static final String LOCAL = "k8s/overlays/local";

  private static List<Map<String, Object>> base;
  private static List<Map<String, Object>> local;

  @BeforeAll
  static void build() throws Exception {
    assumeThat(Project.program("kubectl"))
        .as("kubectl is not installed: the manifests are not built and not checked")
        .isPresent();
    base = kustomize(BASE);
    local = kustomize(LOCAL);
  }

  @Test
  void everyObjectIsOneThatKubernetesKnows() {
    assertThat(base).allSatisfy(Schema::check);
    assertThat(local).allSatisfy(Schema::check);
  }

  @Test
  void aMisspeltFieldOrAWrongTypeWouldBeSeen() {
    Map<String, Object> deployment = new LinkedHashMap<>(deployments(base).getFirst());
    Map<String, Object> misspelt = new LinkedHashMap<>(at(deployment, "spec"));
    misspelt.put("replica", 2);
    Map<String, Object> text = new LinkedHashMap<>(at(deployment, "spec"));
    text.put("replicas", "two");

    assertThatThrownBy(() -> Schema.check(with(deployment, "spec", misspelt)))
        .hasMessageContaining("replica");
    assertThatThrownBy(() -> Schema.check(with(deployment, "spec", text))).isNotNull();
  }

  @Test
  void theFiveServicesAreProbedLimitedAndConfined() {
    assertThat(deployments(base))
        .map(KubernetesTest::name)
        .containsExactlyInAnyOrderElementsOf(Project.SERVICES);
    assertThat(deployments(base))
        .map(KubernetesTest::container)
        .allSatisfy(
            container -> {
              assertThat(container).containsKeys("startupProbe", "livenessProbe", "readinessProbe");
              assertThat(at(container, "resources", "requests")).containsKeys("cpu", "memory");
              assertThat(at(container, "resources", "limits")).containsKey("memory");
              assertThat(at(container, "securityContext"))
                  .containsEntry("readOnlyRootFilesystem", true)
                  .containsEntry("allowPrivilegeEscalation", false);
            });
    assertThat(deployments(base))
        .map(d -> at(d, "spec", "template", "spec", "securityContext"))
        .allSatisfy(context -> assertThat(context).containsEntry("runAsNonRoot", true));
    assertThat(ofKind(base, "PodDisruptionBudget").map(KubernetesTest::name))
        .containsExactlyInAnyOrderElementsOf(Project.SERVICES);
  }

  @Test
  void everyVariableIsInTheContracts() {
    Set<String> contracted = Project.contractedVariables();

    assertThat(variables(base)).isNotEmpty().isSubsetOf(contracted);
    assertThat(variables(local)).isSubsetOf(contracted);
  }

  @Test
  void theBaseHoldsNoSecret() {
    assertThat(ofKind(base, "Secret")).isEmpty();
    assertThat(base.toString()).doesNotContain("-secret-", "password:");
  }

  @Test
  void whatAPodRefersToIsThere() {
    Set<String> there =
        Stream.concat(ofKind(local, "ConfigMap"), ofKind(local, "Secret"))
            .flatMap(
                source ->
                    Stream.concat(
                        Stream.of(name(source)),
                        at(source, "data").keySet().stream().map(key -> name(source) + "/" + key)))
            .collect(Collectors.toSet());

    assertThat(services(local).flatMap(KubernetesTest::references)).isNotEmpty().isSubsetOf(there);
  }

  @Test
  void portsMeet() {
    Map<String, Object> ports =
        ofKind(local, "Service")
            .collect(
                Collectors.toMap(
                    KubernetesTest::name,
                    service -> listAt(service, "spec", "ports").getFirst().get("port")));

    assertThat(container(services(local).findFirst().orElseThrow()).get("ports").toString())
        .contains("containerPort=" + settings(local).get("QUARKUS_HTTP_PORT"));
    assertThat(settings(local).values().stream().filter(value -> value.startsWith("http://")))
        .map(URI::create)
        .filteredOn(address -> !"localhost".equals(address.getHost()))
        .isNotEmpty()
        .allSatisfy(
            address -> assertThat(ports).containsEntry(address.getHost(), address.getPort()));
  }

  private static List<Map<String, Object>> kustomize(String folder) throws Exception {
    Project.Ran ran =
        Project.run("kubectl", "kustomize", "--load-restrictor", "LoadRestrictionsNone", folder);
    assertThat(ran.status()).as(ran.errors()).isZero();
    return Project.documents(ran.output());
  }

  private static Set<String> variables(List<Map<String, Object>> objects) {
    Set<String> names = new TreeSet<>(settings(objects).keySet());
    services(objects)
        .flatMap(service -> listAt(container(service), "env").stream())
        .forEach(variable -> names.add(String.valueOf(variable.get("name"))));
    return names;
  }

  private static Map<String, String> settings(List<Map<String, Object>> objects) {
    return ofKind(objects, "ConfigMap")
        .filter(map -> name(map).matches("tarn-[a-z0-9]+"))
        .findFirst()
        .map(map -> Project.<String>at(map, "data"))
        .orElseThrow();
  }

  private static Stream<String> references(Map<String, Object> deployment) {
    Map<String, Object> container = container(deployment);
    Stream<String> whole =
        listAt(container, "envFrom").stream()
            .map(from -> at(from, "configMapRef"))
            .map(reference -> String.valueOf(reference.get("name")));
    Stream<String> single =
        listAt(container, "env").stream()
            .map(variable -> at(variable, "valueFrom", "secretKeyRef"))
            .map(reference -> reference.get("name") + "/" + reference.get("key"));
    return Stream.concat(whole, single);
  }

  private static Stream<Map<String, Object>> services(List<Map<String, Object>> objects) {
    return deployments(objects).stream()
        .filter(deployment -> Project.SERVICES.contains(name(deployment)));
  }

  private static List<Map<String, Object>> deployments(List<Map<String, Object>> objects) {
    return ofKind(objects, "Deployment").toList();
  }

  private static Stream<Map<String, Object>> ofKind(
      List<Map<String, Object>> objects, String kind) {
    return objects.stream().filter(object -> kind.equals(object.get("kind")));
  }

  private static Map<String, Object> container(Map<String, Object> deployment) {
    return listAt(deployment, "spec", "template", "spec", "containers").getFirst();
  }

  private static String name(Map<String, Object> object) {
    return String.valueOf(at(object, "metadata").get("name"));
  }

  private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return copy;
  }
}
