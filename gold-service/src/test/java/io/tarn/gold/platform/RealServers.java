package io.tarn.gold.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Needs the real servers, whose addresses are in the environment. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(
    named = "TARN_TEST_POSTGRES_URL",
    matches = ".+",
    disabledReason = "needs the real servers: run ./tarn test")
public @interface RealServers {}
