import { useEffect, useState } from "react";
import { usePlatform } from "../platform/context";
import type { Result } from "../platform/contracts";
import { asProblem, type ProblemError } from "../platform/problem";
import { Grid } from "../ui/Grid";
import { ProblemState, Skeleton, State } from "../ui/states";

/** A hundred rows as the reader may see them: through SQL, so masked and filtered like every other answer. */
export function Sample({ table }: { table: string }) {
  const { api } = usePlatform();
  const [result, setResult] = useState<Result | null>(null);
  const [problem, setProblem] = useState<ProblemError | null>(null);

  useEffect(() => {
    const controller = new AbortController();
    const json = { sql: `SELECT * FROM ${table} LIMIT 100`, maxRows: 100 };
    api
      .read<Result>("gold", "/sql", { method: "POST", json, signal: controller.signal })
      .then(setResult)
      .catch((error: unknown) => !controller.signal.aborted && setProblem(asProblem(error)));
    return () => controller.abort();
  }, [api, table]);

  if (problem !== null) return <ProblemState problem={problem} />;
  if (result === null) return <Skeleton height={320} />;
  if (result.rows.length === 0) return <State icon="empty" title="No rows to see" />;
  return (
    <div className="card sample">
      <Grid result={result} />
    </div>
  );
}
