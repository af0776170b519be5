import type { ModelVersion, TrainingRun } from "../platform/contracts";
import { ago, duration, instant, number, runSeconds } from "../platform/format";
import { best, names, sameInputs } from "./compare";

const SHOWN = 6;

/** The newest runs as columns; what is best of those trained on the newest data is marked. */
export function RunComparison({ runs, versions }: { runs: TrainingRun[]; versions: ModelVersion[] }) {
  const shown = runs.slice(0, SHOWN);
  const newest = shown[0];
  if (newest === undefined) return null;
  const rivals = shown.filter((run) => sameInputs(run, newest));
  const versionOf = new Map(versions.map((version) => [version.runId, version.version]));
  return (
    <div className="card listing comparison">
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Figure</span>
            </th>
            {shown.map((run) => (
              <th key={run.id} scope="col" className="end">
                {versionOf.has(run.id) && <span className="badge good">version {versionOf.get(run.id)}</span>}
                <strong>{run.algorithm}</strong>
                <span title={instant(run.endedAt)}>{ago(run.endedAt)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names(shown, (run) => run.metrics).map((metric) => (
            <Row
              key={metric}
              title={metric}
              of={shown}
              best={best(metric, rivals)}
              show={(run) => number(run.metrics[metric])}
            />
          ))}
          <Row title="trained in" of={shown} show={(run) => duration(runSeconds(run))} />
          {names(shown, (run) => run.parameters).map((parameter) => (
            <Row
              key={parameter}
              title={parameter}
              soft
              of={shown}
              show={(run) => run.parameters[parameter] ?? "–"}
            />
          ))}
          <Row title="input snapshots" soft of={shown} show={(run) => <Inputs run={run} />} />
        </tbody>
      </table>
    </div>
  );
}

function Row(props: {
  title: string;
  of: TrainingRun[];
  show: (run: TrainingRun) => React.ReactNode;
  best?: string | undefined;
  soft?: boolean;
}) {
  return (
    <tr className={props.soft ? "soft" : ""}>
      <th scope="row">{props.title}</th>
      {props.of.map((run) => (
        <td key={run.id} className="end figures">
          {run.id === props.best ? <span className="badge good">{props.show(run)}</span> : props.show(run)}
        </td>
      ))}
    </tr>
  );
}

function Inputs({ run }: { run: TrainingRun }) {
  return Object.entries(run.inputs).map(([table, snapshot]) => (
    <code key={table} title={`${table} at snapshot ${snapshot}`}>
      …{String(snapshot).slice(-6)}
    </code>
  ));
}
