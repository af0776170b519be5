package io.tarn.catalog.domain.alert;

/** What looking at an alert's condition found. */
public record Finding(boolean firing, String detail) {}
