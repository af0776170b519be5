package io.tarn.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** What a server answered. */
public record Answer(int status, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The body, or a missing node when it is not JSON. */
  public JsonNode json() {
    try {
      JsonNode node = JSON.readTree(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  public boolean success() {
    return status / 100 == 2;
  }
}
