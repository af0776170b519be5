package io.tarn.service;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A manifest as catalog-service keeps it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoredManifest(String kind, String name, long version, String yaml) {}
