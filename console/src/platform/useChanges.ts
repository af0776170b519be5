import { useEffect, useRef, useState } from "react";
import { usePlatform } from "./context";
import type { Change } from "./contracts";
import { backoff, readEvents } from "./stream";

export type Connection = "connecting" | "live" | "offline";

export interface Live {
  connection: Connection;
  /** When the last change was heard. */
  changedAt: Date | null;
}

/**
 * Hears of commits to a dashboard's tables for as long as the page shows it, and connects again when cut off. What
 * was missed meanwhile is asked for with a change of no table, which concerns all of them.
 */
export function useChanges(path: string, onChange: (change: Change | null) => void): Live {
  const { api } = usePlatform();
  const [live, setLive] = useState<Live>({ connection: "connecting", changedAt: null });
  const listener = useRef(onChange);
  useEffect(() => {
    listener.current = onChange;
  });

  useEffect(() => {
    const controller = new AbortController();
    const connection = (state: Connection) => setLive((last) => ({ ...last, connection: state }));

    const listen = async () => {
      let tries = 0;
      let missed = false;
      while (!controller.signal.aborted) {
        try {
          const accept = "text/event-stream";
          const { body } = await api.send("gold", path, { accept, signal: controller.signal });
          connection("live");
          if (missed) listener.current(null);
          missed = true;
          tries = 0;
          if (body === null) return;
          for await (const data of readEvents(body)) {
            setLive({ connection: "live", changedAt: new Date() });
            listener.current(JSON.parse(data) as Change);
          }
        } catch {
          if (controller.signal.aborted) return;
          connection("offline");
        }
        await new Promise((resolve) => setTimeout(resolve, backoff(tries++)));
      }
    };
    void listen();
    return () => controller.abort();
  }, [api, path]);

  return live;
}
