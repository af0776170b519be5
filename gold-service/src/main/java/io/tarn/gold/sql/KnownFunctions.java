package io.tarn.gold.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * DuckDB's functions, each judged once by a person: allowed, or refused for a reason. What is in
 * neither list is refused, so that a function which a later DuckDB brings is refused until somebody
 * has looked at it.
 */
public final class KnownFunctions {
  private static final String ANY_ENDING = "*";

  private final Set<String> tables;
  private final Set<String> values;
  private final Set<String> beginnings;
  private final Map<String, String> reasons = new HashMap<>();

  /** Reads the two lists beside this class. */
  public KnownFunctions() {
    Map<String, Set<String>> allowed = sections("/functions-allowed.txt");
    tables = allowed.get("tables");
    Set<String> listed = allowed.get("values");
    values =
        listed.stream().filter(name -> !isBeginning(name)).collect(Collectors.toUnmodifiableSet());
    beginnings =
        listed.stream()
            .filter(KnownFunctions::isBeginning)
            .map(name -> name.substring(0, name.length() - 1))
            .collect(Collectors.toUnmodifiableSet());
    sections("/functions-refused.txt")
        .forEach((reason, names) -> names.forEach(name -> reasons.put(name, reason)));
  }

  /** Whether it may stand in FROM. */
  public boolean allowedInFrom(String function) {
    return tables.contains(lower(function));
  }

  /** Whether it may stand where a value does. */
  public boolean allowedAsValue(String function) {
    String name = lower(function);
    return values.contains(name) || beginnings.stream().anyMatch(name::startsWith);
  }

  /** Why it is refused, in words that follow its name. */
  public String reason(String function) {
    return reasons.getOrDefault(lower(function), "it is not among the functions offered here");
  }

  /** Whether somebody has looked at it. */
  boolean judged(String function) {
    return allowedInFrom(function)
        || allowedAsValue(function)
        || reasons.containsKey(lower(function));
  }

  private static boolean isBeginning(String name) {
    // The multiplication operator is a function named * in full, ** is the power.
    return name.length() > 2 && name.endsWith("_" + ANY_ENDING);
  }

  private static Map<String, Set<String>> sections(String resource) {
    Map<String, Set<String>> sections = new HashMap<>();
    String[] section = {""};
    text(resource)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(
            line -> {
              if (line.startsWith("[")) {
                section[0] = line.substring(1, line.length() - 1);
                return;
              }
              sections
                  .computeIfAbsent(section[0], name -> new HashSet<>())
                  .addAll(Set.of(lower(line).split(" ")));
            });
    return sections;
  }

  private static String text(String resource) {
    try (InputStream in = KnownFunctions.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
