import { type CSSProperties, lazy, Suspense, useEffect, useState } from "react";
import type { Result, Tile } from "../platform/contracts";
import { go } from "../platform/route";
import { Grid } from "../ui/Grid";
import { Icon } from "../ui/Icon";
import { ProblemState, Skeleton, State } from "../ui/states";
import { NumberTile } from "./NumberTile";
import { useTileData } from "./useTileData";

const SeriesChart = lazy(() => import("./SeriesChart"));
const MapChart = lazy(() => import("./MapChart"));

/** @param changes how often its tables changed since the page was opened; each step asks for new rows */
export function TileCard(props: { tile: Tile; path: string; span: number; changes: number }) {
  const { tile, changes } = props;
  const { result, problem, refresh } = useTileData(props.path);
  const [asRows, setAsRows] = useState(false);
  const drawn = tile.chart !== "table" && tile.chart !== "number";

  useEffect(() => {
    if (changes > 0) refresh();
  }, [changes, refresh]);

  return (
    <section
      className={`card tile tile-${tile.chart}`}
      style={{ "--span": props.span } as CSSProperties}
      aria-label={tile.title}
    >
      <header className="card-head">
        <h2>{tile.title}</h2>
        <span className="push tile-tools">
          {problem !== undefined && result !== undefined && (
            <span className="badge warn" title={`${problem.title}. ${problem.detail}`}>
              not up to date
            </span>
          )}
          {drawn && (
            <TileTool
              icon={asRows ? "chart" : "rows"}
              label={asRows ? "Show as chart" : "Show as rows"}
              act={() => setAsRows(!asRows)}
            />
          )}
          {tile.sql && (
            <TileTool
              icon="sql"
              label="Open in SQL"
              act={() => go(`#/sql?${new URLSearchParams({ q: tile.sql ?? "" })}`)}
            />
          )}
        </span>
      </header>
      <div className="tile-body">
        {result !== undefined ? (
          <TileContent tile={asRows ? { ...tile, chart: "table" } : tile} result={result} />
        ) : problem !== undefined ? (
          <ProblemState problem={problem} retry={refresh} />
        ) : (
          <Skeleton height={tile.chart === "number" ? 64 : 260} />
        )}
      </div>
    </section>
  );
}

function TileTool(props: { icon: "chart" | "rows" | "sql"; label: string; act: () => void }) {
  return (
    <button
      type="button"
      className="button plain icon"
      title={props.label}
      aria-label={props.label}
      onClick={props.act}
    >
      <Icon name={props.icon} size={16} />
    </button>
  );
}

function TileContent({ tile, result }: { tile: Tile; result: Result }) {
  if (tile.chart === "number") return <NumberTile tile={tile} result={result} />;
  if (result.rows.length === 0) {
    return (
      <State icon="empty" title="Nothing yet">
        <p>The query found no rows. This tile fills by itself as soon as data arrives.</p>
      </State>
    );
  }
  if (tile.chart === "table") return <Grid result={result} plain />;
  const Drawn = tile.chart === "map" ? MapChart : SeriesChart;
  return (
    <Suspense fallback={<Skeleton height={260} />}>
      <Drawn tile={tile} result={result} />
    </Suspense>
  );
}
