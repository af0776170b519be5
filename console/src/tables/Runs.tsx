import type { Run } from "../platform/contracts";
import { ago, duration, instant, number, runSeconds } from "../platform/format";
import { useData } from "../platform/useData";
import { Outcome } from "../ui/badges";
import { Listing } from "../ui/Listing";
import { Shown, State } from "../ui/states";

export function Runs({ table }: { table: string }) {
  const runs = useData<Run[]>(
    "catalog",
    `/api/v1/runs?${new URLSearchParams({ table, limit: "100" })}`,
    5000,
  );
  const none = (
    <State icon="history" title="No runs">
      <p>
        Sources have commits but no runs; a table that is computed gets its first run with its first input.
      </p>
    </State>
  );
  return (
    <Shown data={runs} isEmpty={(all) => all.length === 0} empty={none}>
      {(all) => (
        <Listing
          items={all}
          keyOf={(run) => run.runId}
          columns={[
            {
              title: "Run",
              show: (run) => <Outcome ok={run.status === "succeeded"} good="succeeded" bad="failed" />,
            },
            { title: "Ended", show: (run) => <span title={instant(run.endedAt)}>{ago(run.endedAt)}</span> },
            { title: "Took", end: true, show: (run) => duration(runSeconds(run)) },
            { title: "Refresh", show: (run) => run.refresh },
            {
              title: "Read",
              end: true,
              show: (run) => number(run.inputs.reduce((n, input) => n + input.rowsRead, 0)),
            },
            { title: "Written", end: true, show: (run) => number(run.rowsWritten) },
            { title: "Removed", end: true, show: (run) => number(run.rowsRemoved) },
            { title: "Quarantined", end: true, show: (run) => <Quarantined run={run} /> },
            { title: "", wide: true, wrap: true, show: (run) => <span className="soft">{run.error}</span> },
          ]}
        />
      )}
    </Shown>
  );
}

function Quarantined({ run }: { run: Run }) {
  if (run.rowsQuarantined === 0) return "0";
  const rules = Object.entries(run.violations ?? {}).map(([rule, rows]) => `${rule}: ${rows}`);
  return (
    <span className="badge warn" title={rules.join("\n")}>
      {number(run.rowsQuarantined)}
    </span>
  );
}
