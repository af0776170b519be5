import { useCallback, useEffect, useRef, useState } from "react";
import type { Service } from "./api";
import { usePlatform } from "./context";
import type { ProblemError } from "./problem";
import { asProblem } from "./problem";

export interface Data<T> {
  value: T | undefined;
  problem: ProblemError | undefined;
  loading: boolean;
  reload: () => void;
}

/** Last answers by address, so that a page seen before shows at once and then catches up. */
const remembered = new Map<string, unknown>();

/**
 * What a GET answers, kept on screen while it is asked again: a refresh never blanks the page, and a refresh that
 * fails leaves the last good value beside its problem.
 *
 * @param every period in milliseconds to ask again while the page is visible; never without it
 */
export function useData<T>(service: Service, path: string | null, every?: number): Data<T> {
  const { api } = usePlatform();
  const key = path === null ? null : `${service} ${path}`;
  const [state, setState] = useState<{ key: string | null; value?: T; problem?: ProblemError }>({
    key: null,
  });
  const [loading, setLoading] = useState(true);
  const request = useRef<AbortController | null>(null);

  const reload = useCallback(() => {
    if (path === null || key === null) return;
    request.current?.abort();
    const controller = new AbortController();
    request.current = controller;
    setLoading(true);
    api
      .read<T>(service, path, { signal: controller.signal })
      .then((value) => {
        remembered.set(key, value);
        setState({ key, value });
      })
      .catch((error: unknown) => {
        if (controller.signal.aborted) return;
        setState((last) => ({ ...(last.key === key ? last : { key }), problem: asProblem(error) }));
      })
      .finally(() => {
        if (request.current === controller) setLoading(false);
      });
  }, [api, service, path, key]);

  useEffect(() => {
    reload();
    return () => request.current?.abort();
  }, [reload]);

  useEffect(() => {
    if (every === undefined) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") reload();
    }, every);
    return () => clearInterval(timer);
  }, [reload, every]);

  const current = state.key === key ? state : null;
  const known = key === null ? undefined : (remembered.get(key) as T | undefined);
  return { value: current?.value ?? known, problem: current?.problem, loading, reload };
}
