package io.tarn.gold.sql;

import java.util.HashSet;
import java.util.Set;

/** The names that WITH has given at some place of a statement. */
record Scope(Set<String> names) {
  static final Scope EMPTY = new Scope(Set.of());

  Scope {
    names = Set.copyOf(names);
  }

  Scope with(String name) {
    Set<String> more = new HashSet<>(names);
    more.add(folded(name));
    return new Scope(more);
  }

  boolean knows(String name) {
    return names.contains(folded(name));
  }

  /**
   * Lower case as DuckDB has it: of ASCII only. Java's own would also make a k of the Kelvin sign,
   * and so let a name pass for another that DuckDB keeps apart.
   */
  private static String folded(String name) {
    StringBuilder folded = new StringBuilder(name);
    for (int i = 0; i < folded.length(); i++) {
      char letter = folded.charAt(i);
      if (letter >= 'A' && letter <= 'Z') {
        folded.setCharAt(i, (char) (letter + ('a' - 'A')));
      }
    }
    return folded.toString();
  }
}
