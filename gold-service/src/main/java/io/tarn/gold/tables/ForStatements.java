package io.tarn.gold.tables;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The engine that serves statements: a long run of a step must not keep them waiting. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
public @interface ForStatements {}
