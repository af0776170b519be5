import { useCallback, useEffect, useRef, useState } from "react";
import { usePlatform } from "../platform/context";
import type { Result } from "../platform/contracts";
import { asProblem, type ProblemError } from "../platform/problem";
import { Paced } from "./paced";

export interface TileData {
  result: Result | undefined;
  problem: ProblemError | undefined;
  refresh: () => void;
}

/** A tile's rows; refresh asks again, at most one request at a time and one a second, keeping the old ones on screen. */
export function useTileData(path: string): TileData {
  const { api } = usePlatform();
  const [state, setState] = useState<{ result?: Result; problem?: ProblemError }>({});
  const paced = useRef<Paced | null>(null);

  useEffect(() => {
    const controller = new AbortController();
    const load = async () => {
      try {
        setState({ result: await api.read<Result>("gold", path, { signal: controller.signal }) });
      } catch (error) {
        if (!controller.signal.aborted) setState((last) => ({ ...last, problem: asProblem(error) }));
      }
    };
    const pace = new Paced(load, 1000);
    paced.current = pace;
    pace.request();
    return () => {
      pace.stop();
      controller.abort();
    };
  }, [api, path]);

  const refresh = useCallback(() => paced.current?.request(), []);
  return { result: state.result, problem: state.problem, refresh };
}
