import { useEffect, useState } from "react";
import { usePlatform } from "../platform/context";
import { number } from "../platform/format";
import { asProblem, type ProblemError } from "../platform/problem";
import { Grid } from "../ui/Grid";
import { Icon } from "../ui/Icon";
import { ProblemNotice, State } from "../ui/states";
import { download, FORMATS, type Format } from "./download";
import { PAGE_ROWS, type Query } from "./useQuery";

export function ResultPane({ query, sql }: { query: Query; sql: string }) {
  const shown = query.state === "done" ? query.result : query.state === "running" ? query.last : null;
  return (
    <section
      className={`card result ${query.state === "running" ? "stale" : ""}`}
      aria-label="Result"
      aria-busy={query.state === "running"}
    >
      {query.state === "running" && <Elapsed since={query.since} />}
      {query.state === "failed" && (
        <div className="pad">
          <ProblemNotice problem={query.problem} />
        </div>
      )}
      {query.state === "idle" && (
        <State icon="sql" title="Ask your tables">
          <p>Results show here. Silver and gold tables answer to any SELECT of DuckDB's SQL.</p>
        </State>
      )}
      {shown !== null && shown.columns.length > 0 && <Grid result={shown} />}
      {query.state === "done" && <Summary query={query} sql={sql} />}
    </section>
  );
}

function Summary({ query, sql }: { query: Query & { state: "done" }; sql: string }) {
  const { rows, truncated } = query.result;
  return (
    <footer className="row result-foot">
      <span className="figures" role="status">
        {number(rows.length)} {rows.length === 1 ? "row" : "rows"} in {Math.round(query.millis)} ms
      </span>
      {truncated && (
        <span
          className="badge warn"
          title={`The page asks for at most ${number(PAGE_ROWS)} rows; a download may bring more.`}
        >
          there are more rows than shown
        </span>
      )}
      <Downloads sql={sql} />
    </footer>
  );
}

function Downloads({ sql }: { sql: string }) {
  const { api } = usePlatform();
  const [busy, setBusy] = useState<Format | null>(null);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const save = (format: Format) => {
    setBusy(format);
    setProblem(null);
    download(api, sql, format)
      .catch((error: unknown) => setProblem(asProblem(error)))
      .finally(() => setBusy(null));
  };
  return (
    <span className="row push">
      {problem !== null && <span className="badge bad">{problem.title}</span>}
      {(Object.keys(FORMATS) as Format[]).map((format) => (
        <button
          key={format}
          type="button"
          className="button plain"
          disabled={busy !== null}
          onClick={() => save(format)}
        >
          <Icon name="download" size={15} /> {format}
        </button>
      ))}
    </span>
  );
}

/** Appears only once a query takes long enough to wonder. */
function Elapsed({ since }: { since: number }) {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 100);
    return () => clearInterval(timer);
  }, []);
  const seconds = (now - since) / 1000;
  return (
    <p className="elapsed figures soft" role="status" style={{ opacity: seconds > 0.3 ? 1 : 0 }}>
      Running, {seconds.toFixed(1)} s
    </p>
  );
}
