package io.tarn.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Someone who can be granted something, written {@code user:analyst}, {@code group:analysts},
 * {@code service:gold-service}.
 */
public record Principal(Kind kind, String name) {
  /** What stands behind a principal in Keycloak. */
  public enum Kind {
    USER,
    GROUP,
    SERVICE;

    String prefix() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Principal {
    if (kind == null || name == null || name.isBlank()) {
      throw new IllegalArgumentException("a principal needs a kind and a name");
    }
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException when it is not {@code user:}, {@code group:} or {@code
   *     service:} and a name
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Principal parse(String written) {
    int colon = written.indexOf(':');
    for (Kind kind : Kind.values()) {
      if (colon > 0 && kind.prefix().equals(written.substring(0, colon))) {
        return new Principal(kind, written.substring(colon + 1));
      }
    }
    throw new IllegalArgumentException(
        "'%s' is not a principal: write user:NAME, group:NAME or service:NAME".formatted(written));
  }

  @JsonValue
  @Override
  public String toString() {
    return kind.prefix() + ":" + name;
  }
}
