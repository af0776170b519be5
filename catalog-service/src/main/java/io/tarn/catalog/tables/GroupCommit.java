package io.tarn.catalog.tables;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.commit.Author;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.jboss.logging.Logger;

/**
 * Commits what many ask of one table at the same time: one metadata file and one transaction for a
 * group, but a commit for each. Who is refused does not hold up the others.
 */
@ApplicationScoped
class GroupCommit {
  private static final Logger LOG = Logger.getLogger(GroupCommit.class);

  private final ChangePlanner planner;
  private final ChangeWriter writer;
  private final int attempts;
  private final Groups<TableName, Proposal> groups;

  @Inject
  GroupCommit(ChangePlanner planner, ChangeWriter writer, CatalogConfig config) {
    this(planner, writer, config.commits().attempts(), config.commits().group());
  }

  GroupCommit(ChangePlanner planner, ChangeWriter writer, int attempts, int size) {
    this.planner = planner;
    this.writer = writer;
    this.attempts = attempts;
    this.groups = new Groups<>(size);
  }

  /**
   * Carries out what the request asks of its table, together with whatever else is asked of it.
   *
   * @return metadata that contains the change; others' too, when they went together
   * @throws CommitFailedException when a requirement does not hold, or others are always faster
   */
  TableMetadata commit(TableRequest request, Author author) {
    Proposal mine = new Proposal(request, author);
    groups.join(request.table(), mine, () -> planner.lookAhead(request), this::commit);
    return mine.outcome();
  }

  /** Decides about each of the group. */
  void commit(List<Proposal> group) {
    List<Proposal> open = new ArrayList<>(group);
    // Whoever can be put on top of anything lets those go first who cannot.
    open.sort(Comparator.comparing(Proposal::isAppend));
    for (int attempt = 1; attempt <= attempts && !open.isEmpty(); attempt++) {
      attempt(open);
    }
    open.forEach(
        late ->
            late.fail(
                new CommitFailedException(
                    "Others changed %s at the same time, %d times in a row",
                    late.request().table(), attempts)));
  }

  /** Removes from the open ones those about whom it is decided. */
  private void attempt(List<Proposal> open) {
    List<Proposal> steps = new ArrayList<>();
    try {
      PlannedChange change = plan(open, steps);
      TableMetadata committed = writer.carryOut(List.of(change)).getFirst();
      open.forEach(proposal -> proposal.succeed(committed));
      open.clear();
    } catch (ChangeRecorder.LostRace otherWasFaster) {
      LOG.debugf("Once more, on what the other made of it: %s", otherWasFaster.getMessage());
    } catch (ChangeRecorder.Refused some) {
      some.causes().forEach((step, reason) -> steps.get(step).fail(reason));
      some.causes().keySet().forEach(step -> open.remove(steps.get(step)));
    } catch (RuntimeException failure) {
      open.forEach(proposal -> proposal.fail(failure));
      open.clear();
    }
  }

  /**
   * @param steps gets whose the change's steps are
   */
  private PlannedChange plan(List<Proposal> open, List<Proposal> steps) {
    PlannedChange change = planner.begin(open.getFirst().request().table());
    for (Iterator<Proposal> rest = open.iterator(); rest.hasNext(); ) {
      Proposal proposal = rest.next();
      try {
        PlannedChange longer = planner.plan(proposal.request(), proposal.author(), change);
        if (longer.steps().size() > change.steps().size()) {
          steps.add(proposal);
        }
        change = longer;
      } catch (RuntimeException reason) {
        proposal.fail(reason);
        rest.remove();
      }
    }
    return change;
  }
}
