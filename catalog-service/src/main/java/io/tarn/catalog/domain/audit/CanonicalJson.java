package io.tarn.catalog.domain.audit;

import io.tarn.model.event.Accessed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An access as JSON that is always the same for the same access: members sorted by name, no space
 * between, strings escaped as RFC 8785 (JSON Canonicalization Scheme) says.
 */
final class CanonicalJson {
  private CanonicalJson() {}

  static String of(Accessed access) {
    Map<String, String> members = new TreeMap<>();
    members.put("action", text(access.action()));
    // Events from before there was one are as they were hashed.
    if (access.actor() != null) {
      members.put("actor", text(access.actor()));
    }
    members.put("allowed", String.valueOf(access.allowed()));
    members.put("at", text(access.at().toString()));
    members.put("eventId", text(access.eventId()));
    members.put("policyVersion", String.valueOf(access.policyVersion()));
    members.put("principal", text(access.principal()));
    members.put("query", text(access.query()));
    members.put("reason", text(access.reason()));
    members.put("remoteAddress", text(access.remoteAddress()));
    members.put("rows", String.valueOf(access.rows()));
    members.put("securables", list(access.securables()));
    members.put("service", text(access.service()));
    return members.entrySet().stream()
        .map(member -> text(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String list(List<String> values) {
    return values.stream().map(CanonicalJson::text).collect(Collectors.joining(",", "[", "]"));
  }

  private static String text(String value) {
    if (value == null) {
      return "null";
    }
    StringBuilder written = new StringBuilder("\"");
    value.chars().forEach(character -> write((char) character, written));
    return written.append('"').toString();
  }

  private static void write(char character, StringBuilder written) {
    switch (character) {
      case '"' -> written.append("\\\"");
      case '\\' -> written.append("\\\\");
      case '\b' -> written.append("\\b");
      case '\f' -> written.append("\\f");
      case '\n' -> written.append("\\n");
      case '\r' -> written.append("\\r");
      case '\t' -> written.append("\\t");
      default -> {
        if (character < ' ') {
          written.append("\\u%04x".formatted((int) character));
        } else {
          written.append(character);
        }
      }
    }
  }
}
