package io.tarn.catalog.api;

import io.tarn.catalog.domain.Commit;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Positions of commits, as far as the caller may know of the tables that they count rows of. */
@ApplicationScoped
class SeenPositions {
  /** As steps and ingest-service name them. */
  private static final Pattern OF_TABLE =
      Pattern.compile("(?:table:|kafka:tarn\\.raw\\.)([^:]+)(?::\\d+)?");

  private final Guard guard;

  SeenPositions(Guard guard) {
    this.guard = guard;
  }

  /**
   * Those of a commit that may be shown; who reads a table may know of its own sources, and who
   * reads the whole catalog of files that landed for any.
   */
  Map<String, Long> shown(Map<String, Long> positions, Commit commit) {
    return positions.entrySet().stream()
        .filter(position -> isShown(position.getKey(), commit))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private boolean isShown(String key, Commit commit) {
    return guard.isService()
        || table(key)
            .map(table -> table.equals(commit.event().table()) || guard.seesFigures(table))
            .orElseGet(
                () ->
                    commit.ends().containsKey(key)
                        || guard.seesFiguresOfCatalog(commit.event().table().catalog()));
  }

  private static Optional<TableName> table(String key) {
    Matcher named = OF_TABLE.matcher(key);
    try {
      return named.matches() ? Optional.of(TableName.parse(named.group(1))) : Optional.empty();
    } catch (IllegalArgumentException noTable) {
      return Optional.empty();
    }
  }
}
