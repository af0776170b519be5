package io.tarn.catalog.api;

import io.tarn.catalog.domain.Commit;
import io.tarn.catalog.domain.CommitLog;
import io.tarn.catalog.domain.TablePointer;
import io.tarn.catalog.domain.TablePointers;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.TableCommitted;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What tables there are, how they stand, how they came there. */
@Path("/api/v1/tables")
@Produces(MediaType.APPLICATION_JSON)
public class TableStatusResource {
  private static final int MOST_COMMITS = 1000;

  private final TablePointers tables;
  private final CommitLog commits;
  private final TableStatuses statuses;
  private final SeenPositions positions;
  private final Guard guard;

  TableStatusResource(
      TablePointers tables,
      CommitLog commits,
      TableStatuses statuses,
      SeenPositions positions,
      Guard guard) {
    this.tables = tables;
    this.commits = commits;
    this.statuses = statuses;
    this.positions = positions;
    this.guard = guard;
  }

  /** The tables the caller may see, by name. */
  @GET
  public List<TableStatus> list() {
    Map<TableName, Commit> newest =
        commits.newest().stream()
            .collect(Collectors.toMap(commit -> commit.event().table(), Function.identity()));
    return tables.list().stream()
        .filter(guard::sees)
        .map(
            table ->
                newest.containsKey(table) ? statuses.of(newest.get(table)) : statuses.empty(table))
        .map(this::shown)
        .toList();
  }

  @GET
  @Path("/{table}")
  public TableStatus table(@PathParam("table") String table) {
    TableName name = parse(table);
    guard.requireSight(name);
    return shown(statuses.of(existing(name).name()));
  }

  /** Position key to its end (exclusive); a key that was never seen is not there. */
  @GET
  @Path("/{table}/positions")
  public Map<String, Long> positions(@PathParam("table") String table) {
    TableName name = figured(table).name();
    return guard.told(
        Guard.READ_HISTORY,
        name,
        commits
            .newest(name)
            .map(commit -> positions.shown(commit.ends(), commit))
            .orElse(Map.of()));
  }

  /**
   * The commits after a sequence, oldest first.
   *
   * @param limit at most 1000
   */
  @GET
  @Path("/{table}/commits")
  public List<TableCommitted> commits(
      @PathParam("table") String table,
      @QueryParam("after") long after,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    if (limit < 1) {
      throw new TarnException(ErrorKind.INVALID, "limit must be at least 1.", null);
    }
    TablePointer now = figured(table);
    // One that was called so before may have been none of the caller's business.
    Optional<UUID> one =
        guard.seesAllFigures(now.name()) ? Optional.empty() : Optional.of(now.uuid());
    return guard.told(
        Guard.READ_HISTORY,
        now.name(),
        commits.after(now.name(), one, after, Math.min(limit, MOST_COMMITS)).stream()
            .map(this::shown)
            .toList());
  }

  private TableCommitted shown(Commit commit) {
    return commit.event().reaching(positions.shown(commit.event().reach(), commit));
  }

  private TableStatus shown(TableStatus status) {
    return guard.seesFigures(status.name()) ? status : status.browsed();
  }

  private TablePointer figured(String written) {
    TableName table = parse(written);
    guard.requireFigures(table);
    return existing(table);
  }

  private TablePointer existing(TableName table) {
    return tables
        .find(table)
        .orElseThrow(
            () ->
                new TarnException(
                    ErrorKind.NOT_FOUND,
                    "There is no table " + table + ".",
                    "Is it declared, and has its source or step run once?"));
  }

  private static TableName parse(String written) {
    try {
      return TableName.parse(written);
    } catch (IllegalArgumentException unreadable) {
      throw new TarnException(ErrorKind.INVALID, unreadable.getMessage(), null);
    }
  }
}
