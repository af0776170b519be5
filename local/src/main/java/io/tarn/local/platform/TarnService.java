package io.tarn.local.platform;

import java.util.Arrays;
import java.util.Optional;

/**
 * The five services, by the name that is also their module, their Keycloak client and their log.
 */
public enum TarnService {
  CATALOG("catalog-service", 256),
  INGEST("ingest-service", 192),
  TRANSFORM("transform-service", 256),
  GOLD("gold-service", 256),
  ML("ml-service", 256);

  private final String id;
  private final int heapMegabytes;

  TarnService(String id, int heapMegabytes) {
    this.id = id;
    this.heapMegabytes = heapMegabytes;
  }

  public String id() {
    return id;
  }

  int heapMegabytes() {
    return heapMegabytes;
  }

  public static Optional<TarnService> of(String id) {
    return Arrays.stream(values()).filter(service -> service.id.equals(id)).findFirst();
  }
}
