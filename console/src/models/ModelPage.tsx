import { useState } from "react";
import { usePlatform } from "../platform/context";
import type { ModelDetail } from "../platform/contracts";
import { ago, instant } from "../platform/format";
import { asProblem, type ProblemError } from "../platform/problem";
import { useData } from "../platform/useData";
import { TableLink } from "../ui/badges";
import { Listing } from "../ui/Listing";
import { ProblemNotice, Shown, State } from "../ui/states";
import { Predict } from "./Predict";
import { RunComparison } from "./RunComparison";
import "../styles/models.css";
import "../styles/tables.css";

export default function ModelPage({ name }: { name: string }) {
  const path = `/api/v1/models/${encodeURIComponent(name)}`;
  const model = useData<ModelDetail>("ml", path, 10_000);
  return (
    <>
      <header className="page-head">
        <h1 className="mono table-name">{name}</h1>
        <Train path={path} onTrained={model.reload} />
      </header>
      <Shown data={model}>
        {(detail) => (
          <>
            <p className="row soft">
              Learns from <TableLink name={detail.from} /> and writes <TableLink name={detail.output} />,{" "}
              {detail.horizon} weeks ahead.
            </p>
            {detail.runs.length === 0 ? (
              <State icon="models" title="Not trained yet">
                <p>It trains once its input has data and has been quiet for a while.</p>
              </State>
            ) : (
              <>
                <Predict path={path} detail={detail} />
                <h2>Runs side by side</h2>
                <RunComparison runs={detail.runs} versions={detail.versions} />
                <h2>Versions</h2>
                <Versions detail={detail} />
              </>
            )}
          </>
        )}
      </Shown>
    </>
  );
}

function Train({ path, onTrained }: { path: string; onTrained: () => void }) {
  const { api } = usePlatform();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const train = () => {
    setBusy(true);
    setProblem(null);
    api
      .send("ml", `${path}/train`, { method: "POST" })
      .then(onTrained, (error: unknown) => setProblem(asProblem(error)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <button type="button" className="button push" disabled={busy} onClick={train}>
        {busy ? "Training …" : "Train now"}
      </button>
      {problem !== null && (
        <div className="lead">
          <ProblemNotice problem={problem} />
        </div>
      )}
    </>
  );
}

function Versions({ detail }: { detail: ModelDetail }) {
  return (
    <Listing
      items={detail.versions}
      keyOf={(version) => String(version.version)}
      columns={[
        { title: "Version", end: true, show: (version) => version.version },
        { title: "Algorithm", show: (version) => version.algorithm },
        {
          title: "Registered",
          show: (version) => <span title={instant(version.createdAt)}>{ago(version.createdAt)}</span>,
        },
        { title: "Run", wide: true, show: (version) => <span className="mono soft">{version.runId}</span> },
      ]}
    />
  );
}
