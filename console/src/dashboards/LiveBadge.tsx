import { useEffect, useState } from "react";
import { ago, instant } from "../platform/format";
import type { Live } from "../platform/useChanges";

const SAYS = { connecting: "Connecting", live: "Live", offline: "Reconnecting" } as const;

/** Whether the page follows the data, and when it last moved. */
export function LiveBadge({ live }: { live: Live }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);

  const changed = live.changedAt?.toISOString();
  return (
    <span
      className={`badge live ${live.connection === "live" ? "good" : ""}`}
      title={changed && instant(changed)}
    >
      <span className="dot" key={changed} />
      <span role="status">{SAYS[live.connection]}</span>
      {changed !== undefined && <span className="figures">· changed {ago(changed)}</span>}
    </span>
  );
}
