import type { ReactNode } from "react";
import type { ProblemError } from "../platform/problem";
import type { Data } from "../platform/useData";
import { Icon, type IconName } from "./Icon";

/** A page or card with nothing to show, and why. */
export function State(props: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="state">
      <span className="icon-large">
        <Icon name={props.icon} size={28} />
      </span>
      <h2>{props.title}</h2>
      {props.children}
    </div>
  );
}

/** A problem in place of what was asked for. */
export function ProblemState({ problem, retry }: { problem: ProblemError; retry?: () => void }) {
  const refused = problem.status === 403;
  return (
    <div role="alert">
      <State icon={refused ? "lock" : "alert"} title={refused ? "You may not see this" : problem.title}>
        <p>{problem.detail}</p>
        {problem.hint !== null && <p className="faint">{problem.hint}</p>}
        {retry !== undefined && !refused && (
          <button type="button" className="button" onClick={retry}>
            Try again
          </button>
        )}
      </State>
    </div>
  );
}

/** A problem beside what is still shown. */
export function ProblemNotice({ problem }: { problem: ProblemError }) {
  return (
    <div className="notice" role="alert">
      <Icon name={problem.status === 403 ? "lock" : "alert"} />
      <div>
        <h3>{problem.title}</h3>
        <p>{problem.detail}</p>
        {problem.hint !== null && <p className="hint">{problem.hint}</p>}
      </div>
    </div>
  );
}

export function Skeleton({ height = 120 }: { height?: number }) {
  return <div className="skeleton" style={{ height }} role="status" aria-label="Loading" />;
}

/** The one way data becomes a page: loading, refused or failed, empty, or there. */
export function Shown<T>(props: {
  data: Data<T>;
  children: (value: T) => ReactNode;
  isEmpty?: (value: T) => boolean;
  empty?: ReactNode;
  height?: number;
}) {
  const { value, problem, reload } = props.data;
  if (value !== undefined) {
    return props.isEmpty?.(value) ? props.empty : props.children(value);
  }
  return problem === undefined ? (
    <Skeleton height={props.height ?? 220} />
  ) : (
    <ProblemState problem={problem} retry={reload} />
  );
}
