package io.tarn.catalog.domain.openlineage;

import io.tarn.catalog.domain.Commit;
import io.tarn.catalog.domain.CommitLog;
import io.tarn.catalog.domain.lineage.RunStore;
import io.tarn.model.event.RunEnded;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Looks up what is to be told, and puts it into the words of OpenLineage. */
public class Exports {
  private final CommitLog commits;
  private final RunStore runs;
  private final TableColumns columns;
  private final RunEvents events;

  public Exports(CommitLog commits, RunStore runs, TableColumns columns, RunEvents events) {
    this.commits = commits;
    this.runs = runs;
    this.columns = columns;
    this.events = events;
  }

  /** The events of one fact, in their order; none when nothing is known of it any more. */
  public List<Map<String, Object>> events(LineageExport export) {
    return export.runId() == null
        ? commits.after(export.table(), Optional.empty(), export.sequence() - 1, 1).stream()
            .map(commit -> events.commit(commit, columns(commit)))
            .toList()
        : runs.find(export.runId()).map(this::ended).orElse(List.of());
  }

  private List<Map<String, Object>> ended(RunEnded run) {
    Optional<Commit> made =
        Optional.ofNullable(run.snapshotId())
            .flatMap(snapshot -> commits.ofSnapshot(run.step(), snapshot));
    return events.run(run, made, made.map(this::columns).orElseGet(TreeMap::new));
  }

  private SequencedMap<String, String> columns(Commit commit) {
    return columns.of(commit.event().table(), commit.event().snapshotId());
  }
}
