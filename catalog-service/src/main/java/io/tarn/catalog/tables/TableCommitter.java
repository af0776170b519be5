package io.tarn.catalog.tables;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.commit.Author;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.jboss.logging.Logger;

/** Changes tables, all or none. */
@ApplicationScoped
public class TableCommitter {
  private static final Logger LOG = Logger.getLogger(TableCommitter.class);

  private final ChangePlanner planner;
  private final ChangeWriter writer;
  private final GroupCommit groups;
  private final int attempts;

  @Inject
  TableCommitter(
      ChangePlanner planner, ChangeWriter writer, GroupCommit groups, CatalogConfig config) {
    this(planner, writer, groups, config.commits().attempts());
  }

  TableCommitter(ChangePlanner planner, ChangeWriter writer, GroupCommit groups, int attempts) {
    this.planner = planner;
    this.writer = writer;
    this.groups = groups;
    this.attempts = attempts;
  }

  /**
   * Carries the requests out, on the tables as they are when it happens.
   *
   * @return the new metadata, in the order of the requests
   * @throws CommitFailedException when a requirement does not hold, or others are always faster
   * @throws io.tarn.catalog.domain.commit.PositionConflictException when positions do not continue
   * @throws org.apache.iceberg.exceptions.CommitStateUnknownException when the database did not say
   *     whether it happened
   */
  public List<TableMetadata> commit(List<TableRequest> requests, Author author) {
    if (requests.size() == 1 && !requests.getFirst().creates()) {
      return List.of(groups.commit(requests.getFirst(), author));
    }
    Set<Object> tables = new HashSet<>();
    for (TableRequest request : requests) {
      if (!tables.add(request.table())) {
        throw new BadRequestException("%s is changed twice in one transaction", request.table());
      }
    }
    for (int attempt = 1; attempt <= attempts; attempt++) {
      try {
        return writer.carryOut(
            requests.stream().map(request -> planner.plan(request, author)).toList());
      } catch (ChangeRecorder.LostRace otherWasFaster) {
        LOG.debugf("Once more, on what the other made of it: %s", otherWasFaster.getMessage());
      }
    }
    throw new CommitFailedException(
        "Others changed %s at the same time, %d times in a row", tables, attempts);
  }
}
