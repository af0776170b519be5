package io.tarn.system;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of the design that no class may cross, over the compiled classes of every module. */
class ArchitectureTest {
  private static final List<String> SERVICES =
      List.of("catalog", "ingest", "transform", "gold", "ml");
  private static final String[] JDK_AND_MODEL = {
    "java..", "javax.xml..", "io.tarn.model..", "io.tarn.*.domain..", "io.tarn.*.domain"
  };

  private static JavaClasses tarn;

  @BeforeAll
  static void readTheClassesOfEveryModule() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent();
    try (Stream<Path> services = Files.list(root);
        Stream<Path> libraries = Files.list(root.resolve("libs"))) {
      tarn =
          new ClassFileImporter()
              .importPaths(
                  Stream.concat(services, libraries)
                      .map(module -> module.resolve("target/classes"))
                      .filter(Files::isDirectory)
                      .toList());
    }
  }

  @Test
  void everyServiceIsLookedAt() {
    assertThat(SERVICES)
        .allSatisfy(
            service ->
                assertThat(
                        tarn.that(
                            DescribedPredicate.describe(
                                "of " + service,
                                type -> type.getPackageName().startsWith("io.tarn." + service))))
                    .isNotEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"catalog", "ingest", "transform", "gold", "ml"})
  void aServiceKnowsNoOtherService(String service) {
    String[] others =
        SERVICES.stream()
            .filter(other -> !other.equals(service))
            .map(other -> "io.tarn." + other + "..")
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage("io.tarn." + service + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(tarn);
  }

  @Test
  void librariesKnowNoService() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.tarn.model..",
            "io.tarn.tables..",
            "io.tarn.engine..",
            "io.tarn.steps..",
            "io.tarn.service..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            SERVICES.stream().map(service -> "io.tarn." + service + "..").toArray(String[]::new))
        .check(tarn);
  }

  @Test
  void onlyTheApiSpeaksJaxRs() {
    noClasses()
        .that()
        .resideInAnyPackage(
            SERVICES.stream().map(service -> "io.tarn." + service + "..").toArray(String[]::new))
        .and()
        .resideOutsideOfPackage("..api..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.ws.rs..")
        .check(tarn);
  }

  @Test
  void theDomainIsPlainJava() {
    classes()
        .that()
        .resideInAPackage("io.tarn.*.domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(JDK_AND_MODEL)
        .check(tarn);
  }

  @Test
  void theModelKnowsTheJdkJacksonAndItsValidatorsOnly() {
    classes()
        .that()
        .resideInAPackage("io.tarn.model..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "io.tarn.model..",
            "com.fasterxml.jackson..",
            "org.yaml.snakeyaml..",
            "com.networknt..")
        .check(tarn);
  }

  @Test
  void tablesEngineAndStepsKnowNoFramework() {
    noClasses()
        .that()
        .resideInAnyPackage("io.tarn.tables..", "io.tarn.engine..", "io.tarn.steps..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus..", "jakarta..", "io.smallrye..", "org.eclipse.microprofile..")
        .check(tarn);
  }

  /**
   * Hibernate 7.2 compares what it makes of a scalar's class by identity: it never finds the plan
   * it kept of such a query, and compares with all it kept, up to 2,048, each time.
   */
  @Test
  void noNativeQueryNamesAResultClass() {
    noClasses()
        .should()
        .callMethod(EntityManager.class, "createNativeQuery", String.class, Class.class)
        .check(tarn);
  }

  /** What a request's own thread sends takes the request's contexts from it for a moment. */
  @Test
  void messagesLeaveFromAThreadOfNoRequest() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.tarn.service.Outgoing")
        .should()
        .callMethodWhere(
            target(nameMatching("send.*"))
                .and(target(owner(resideInAPackage("io.smallrye.reactive.messaging..")))))
        .check(tarn);
  }

  @Test
  void entitiesStayInPersistence() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..persistence..")
        .should()
        .dependOnClassesThat()
        .areAnnotatedWith(Entity.class)
        .check(tarn);
  }
}
