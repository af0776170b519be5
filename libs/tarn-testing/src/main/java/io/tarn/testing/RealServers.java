package io.tarn.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Needs the real PostgreSQL, S3, Kafka and Keycloak, whose addresses are in the environment. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(
    named = "TARN_TEST_POSTGRES_URL",
    matches = ".+",
    disabledReason = "needs the real servers: run ./tarn test")
public @interface RealServers {}
