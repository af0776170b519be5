package io.tarn.system.deploy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.IOException;
import java.util.Map;

/** Kubernetes' own description of its objects: unknown fields and wrong types do not pass. */
final class Schema {
  private interface Check {
    void validate(JsonElement json) throws IOException;
  }

  private record Kind(Class<?> type, Check check) {}

  private static final Map<String, Kind> KINDS =
      Map.of(
          "Deployment", new Kind(V1Deployment.class, V1Deployment::validateJsonElement),
          "Service", new Kind(V1Service.class, V1Service::validateJsonElement),
          "ConfigMap", new Kind(V1ConfigMap.class, V1ConfigMap::validateJsonElement),
          "Secret", new Kind(V1Secret.class, V1Secret::validateJsonElement),
          "Namespace", new Kind(V1Namespace.class, V1Namespace::validateJsonElement),
          "PodDisruptionBudget",
              new Kind(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement),
          "PersistentVolumeClaim",
              new Kind(
                  V1PersistentVolumeClaim.class, V1PersistentVolumeClaim::validateJsonElement));

  private Schema() {}

  /**
   * Checks one object.
   *
   * @throws IllegalArgumentException where it is not what Kubernetes knows
   */
  static void check(Map<String, Object> object) throws IOException {
    Kind kind = KINDS.get(String.valueOf(object.get("kind")));
    if (kind == null) {
      throw new IllegalArgumentException("no schema for kind " + object.get("kind"));
    }
    JsonElement json = new Gson().toJsonTree(object);
    kind.check().validate(json);
    JSON.deserialize(json.toString(), kind.type());
  }
}
