import { useCallback, useMemo, useState } from "react";
import type { Change, Dashboard, Tile } from "../platform/contracts";
import { go, link } from "../platform/route";
import { useChanges } from "../platform/useChanges";
import { useData } from "../platform/useData";
import { Shown, State } from "../ui/states";
import { arrange } from "./arrange";
import { LiveBadge } from "./LiveBadge";
import { TileCard } from "./TileCard";
import "../styles/dashboards.css";

type Entry = Pick<Dashboard, "name" | "title">;

/** The named dashboard, or the first one there is. */
export default function DashboardPage({ name }: { name: string | undefined }) {
  const dashboards = useData<Entry[]>("gold", "/api/v1/dashboards", 60_000);
  const shown = name ?? dashboards.value?.[0]?.name;
  return (
    <Shown
      data={dashboards}
      height={420}
      isEmpty={(entries) => entries.length === 0 && name === undefined}
      empty={<NoDashboards />}
    >
      {(entries) => shown !== undefined && <Tiles key={shown} name={shown} entries={entries} />}
    </Shown>
  );
}

function NoDashboards() {
  return (
    <State icon="dashboards" title="No dashboard yet">
      <p>
        Declare one as <code>kind: Dashboard</code> and apply it, or ask for a grant on the tables of one:
        only dashboards whose tables you may read are listed.
      </p>
      <a href="#/sql">Ask in SQL meanwhile</a>
    </State>
  );
}

function Tiles({ name, entries }: { name: string; entries: Entry[] }) {
  const path = `/api/v1/dashboards/${encodeURIComponent(name)}`;
  const dashboard = useData<Dashboard>("gold", path);
  const [changes, setChanges] = useState<Record<string, number>>({});
  const changed = useCallback((change: Change | null) => {
    const table = change?.table ?? "";
    setChanges((counts) => ({ ...counts, [table]: (counts[table] ?? 0) + 1 }));
  }, []);
  const live = useChanges(`${path}/changes`, changed);
  const spans = useMemo(
    () => arrange(dashboard.value?.tiles.map((tile) => tile.chart) ?? []),
    [dashboard.value],
  );

  return (
    <>
      <header className="page-head">
        <h1>{dashboard.value?.title ?? name}</h1>
        <LiveBadge live={live} />
        {entries.length > 1 && (
          <select
            className="field push"
            aria-label="Dashboard"
            value={name}
            onChange={(e) => go(link("dashboards", e.target.value))}
          >
            {entries.map((entry) => (
              <option key={entry.name} value={entry.name}>
                {entry.title}
              </option>
            ))}
          </select>
        )}
      </header>
      <Shown
        data={dashboard}
        height={420}
        isEmpty={(d) => d.tiles.length === 0}
        empty={<State icon="dashboards" title="This dashboard has no tiles" />}
      >
        {({ tiles }) => (
          <div className="tiles">
            {tiles.map((tile, i) => (
              <TileCard
                key={i}
                tile={tile}
                path={`${path}/tiles/${i}/data`}
                span={spans[i] ?? 12}
                changes={changesOf(tile, changes)}
              />
            ))}
          </div>
        )}
      </Shown>
    </>
  );
}

/** Changes that concern a tile; those of no named table concern all, and so do all where a tile names no tables. */
function changesOf(tile: Tile, changes: Record<string, number>): number {
  return Object.entries(changes)
    .filter(([table]) => table === "" || (tile.tables?.includes(table) ?? true))
    .reduce((sum, [, count]) => sum + count, 0);
}
