import { useCallback, useEffect, useRef, useState } from "react";
import { usePlatform } from "../platform/context";
import type { Result } from "../platform/contracts";
import { asProblem, type ProblemError } from "../platform/problem";

/** Rows the page asks for at most; downloads bring all that the service gives. */
export const PAGE_ROWS = 10_000;

export type Query =
  | { state: "idle" }
  | { state: "running"; since: number; last: Result | null }
  | { state: "done"; result: Result; millis: number }
  | { state: "failed"; problem: ProblemError };

export function useQuery(onDone: (sql: string, result: Result) => void) {
  const { api } = usePlatform();
  const [query, setQuery] = useState<Query>({ state: "idle" });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = useCallback(
    async (sql: string) => {
      if (sql.trim() === "") return;
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      const since = performance.now();
      setQuery((before) => ({
        state: "running",
        since,
        last: before.state === "done" ? before.result : null,
      }));
      try {
        const request = {
          method: "POST",
          json: { sql, maxRows: PAGE_ROWS },
          signal: controller.signal,
        } as const;
        const result = await api.read<Result>("gold", "/sql", request);
        setQuery({ state: "done", result, millis: performance.now() - since });
        onDone(sql, result);
      } catch (error) {
        if (!controller.signal.aborted) setQuery({ state: "failed", problem: asProblem(error) });
      }
    },
    [api, onDone],
  );

  const cancel = useCallback(() => {
    running.current?.abort();
    setQuery({ state: "idle" });
  }, []);

  return { query, run, cancel };
}
