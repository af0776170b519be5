package io.tarn.model.manifest;

import io.tarn.model.error.TarnException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The SQL of a filter or mask, left open where it asks who reads: {@code current_user()} and {@code
 * is_member('group')}.
 */
public record PolicySql(List<Part> parts) {
  /** A piece of it. */
  public sealed interface Part {}

  /** SQL as it is. */
  public record Text(String sql) implements Part {}

  /** The name of whoever reads. */
  public record CurrentUser() implements Part {}

  /** Whether whoever reads is in the group. */
  public record IsMember(String group) implements Part {}

  /** Finds the open places. */
  @FunctionalInterface
  public interface Parser {
    /**
     * Reads one expression.
     *
     * @throws TarnException UNPROCESSABLE when it asks in a way that cannot be answered
     */
    PolicySql parse(String sql);
  }

  public PolicySql {
    parts = List.copyOf(parts);
  }

  /** SQL that does not ask who reads. */
  public static PolicySql of(String sql) {
    return new PolicySql(List.of(new Text(sql)));
  }

  /**
   * The SQL for one reader.
   *
   * @param user any text: it becomes a literal
   */
  public String readBy(String user, Predicate<String> isMember) {
    return parts.stream()
        .map(
            part ->
                switch (part) {
                  case Text text -> text.sql();
                  case CurrentUser asked -> "'" + user.replace("'", "''") + "'";
                  case IsMember asked -> isMember.test(asked.group()) ? "true" : "false";
                })
        .collect(Collectors.joining());
  }
}
