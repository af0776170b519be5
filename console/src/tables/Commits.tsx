import type { Commit } from "../platform/contracts";
import { ago, instant, number } from "../platform/format";
import { useData } from "../platform/useData";
import { Listing } from "../ui/Listing";
import { Shown, State } from "../ui/states";

const SHOWN = 100;

/** @param sequence of the newest commit: the service lists upwards from a number, the page shows the newest first */
export function Commits({ table, sequence }: { table: string; sequence: number }) {
  const query = new URLSearchParams({ after: String(Math.max(0, sequence - SHOWN)), limit: String(SHOWN) });
  const commits = useData<Commit[]>(
    "catalog",
    `/api/v1/tables/${encodeURIComponent(table)}/commits?${query}`,
  );
  return (
    <Shown
      data={commits}
      isEmpty={(all) => all.length === 0}
      empty={<State icon="history" title="No commits yet" />}
    >
      {(all) => (
        <Listing
          items={[...all].reverse()}
          keyOf={(commit) => String(commit.sequence)}
          columns={[
            { title: "#", end: true, show: (commit) => commit.sequence },
            {
              title: "When",
              show: (commit) => <span title={instant(commit.committedAt)}>{ago(commit.committedAt)}</span>,
            },
            { title: "Operation", show: (commit) => commit.operation },
            { title: "Added", end: true, show: (commit) => number(commit.addedRows) },
            { title: "Removed", end: true, show: (commit) => number(commit.removedRows) },
            { title: "Rows then", end: true, show: (commit) => number(commit.totalRows) },
            { title: "By", show: (commit) => <span className="mono soft">{commit.principal}</span> },
            {
              title: "Snapshot",
              wide: true,
              show: (commit) => <span className="mono soft">{commit.snapshotId}</span>,
            },
          ]}
        />
      )}
    </Shown>
  );
}
