package io.tarn.catalog.domain;

import io.tarn.model.Principal;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Those who appear in the stories. */
public final class People {
  public static final Identity ANALYST = who("user:analyst", "group:analysts");
  public static final Identity ENGINEER = who("user:engineer", "group:engineers");
  public static final Identity GOLD_SERVICE = who("service:gold-service");

  private People() {}

  /** Somebody with these groups. */
  public static Identity who(String self, String... groups) {
    return new Identity(
        Principal.parse(self),
        Stream.concat(Stream.of(self), Arrays.stream(groups))
            .map(Principal::parse)
            .collect(Collectors.toSet()));
  }
}
